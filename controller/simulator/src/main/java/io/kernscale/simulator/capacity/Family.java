// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

/** How addresses are spelled. */
enum Family {
    IPV4 {
        @Override
        String pod(int pod) {
            return "10." + Gaps.octets(pod);
        }

        @Override
        String service(int workload) {
            return "172." + Gaps.octets(workload);
        }

        @Override
        String socket(String address, int port) {
            return address + ":" + port;
        }
    },

    IPV6 {
        @Override
        String pod(int pod) {
            return "fd00:10:8:2::" + Gaps.groups(pod);
        }

        @Override
        String service(int workload) {
            return "fd00:10:96::" + Gaps.groups(workload);
        }

        @Override
        String socket(String address, int port) {
            return "[" + address + "]:" + port;
        }
    };

    abstract String pod(int pod);

    abstract String service(int workload);

    abstract String socket(String address, int port);
}
