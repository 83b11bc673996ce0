// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The controller's process: one Spring Boot application. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan("io.kernscale.controller.config")
public class ControllerApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(ControllerApplication.class, args);
    }
}
