// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kernscale.testkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule each_package_stands_on_those_before_it = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("..testkit.api")
            .layer("cluster")
            .definedBy("..testkit.cluster")
            .layer("kubelet")
            .definedBy("..testkit.kubelet")
            .layer("demo")
            .definedBy("..testkit.demo")
            .layer("bench")
            .definedBy("..testkit.bench")
            .whereLayer("bench")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("bench")
            .whereLayer("kubelet")
            .mayOnlyBeAccessedByLayers("demo", "bench")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("kubelet", "demo", "bench")
            .because("a test of the controller takes the API server without the rest");

    @ArchTest
    static final ArchRule the_kit_does_not_know_what_it_tests = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kernscale.controller..", "io.kernscale.agent..", "io.kubernetes..")
            .because("an error shared with the code under test would stay unseen");

    @ArchTest
    static final ArchRule no_old_dates = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date")
            .because("times are java.time");
}
