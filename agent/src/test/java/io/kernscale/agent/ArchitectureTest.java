// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;

@AnalyzeClasses(packages = "io.kernscale.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_kernels_edge_comes_first = noClasses()
            .that()
            .resideInAPackage("io.kernscale.agent.bpf..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kernscale.agent.cgroup..", "io.kernscale.agent.http..", "io.kernscale.agent.main..")
            .because("data flows from bpf to cgroup to http, and a package knows only what stands to its left");

    @ArchTest
    static final ArchRule attribution_comes_second = noClasses()
            .that()
            .resideInAPackage("io.kernscale.agent.cgroup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kernscale.agent.http..", "io.kernscale.agent.main..")
            .because("what is served must not shape what is measured");

    @ArchTest
    static final ArchRule who_may_read_is_decided_before_anything_is_served = noClasses()
            .that()
            .resideInAPackage("io.kernscale.agent.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kernscale.agent.bpf..",
                    "io.kernscale.agent.cgroup..",
                    "io.kernscale.agent.http..",
                    "io.kernscale.agent.main..")
            .because("what is measured must not decide who may see it");

    @ArchTest
    static final ArchRule requests_to_the_api_server_stand_alone = noClasses()
            .that()
            .resideInAPackage("io.kernscale.agent.kube..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.kernscale.agent..").and(not(resideInAPackage("io.kernscale.agent.kube.."))))
            .because("attribution and access both ask it");

    @ArchTest
    static final ArchRule serving_does_not_know_how_it_was_started = noClasses()
            .that()
            .resideInAPackage("io.kernscale.agent.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kernscale.agent.main..")
            .because("main puts the parts together, so no part may reach for it");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("io.kernscale.agent.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one package that pretends to be two");

    @ArchTest
    static final ArchRule foreign_memory_stays_at_the_edge = noClasses()
            .that()
            .resideOutsideOfPackage("io.kernscale.agent.bpf..")
            .should()
            .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
            .because("a wrong layout crashes the process, so the code that can must be in one place");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = classes()
            .should(notEndWith("Util", "Utils", "Helper", "Manager", "Impl", "Dto"))
            .because("such names fit any class, so they say nothing");

    @ArchTest
    static final ArchRule only_main_reads_the_environment = noClasses()
            .that()
            .resideOutsideOfPackages("io.kernscale.agent.main..", "io.kernscale.agent.config..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("what a class depends on must be seen in its constructor");

    @ArchTest
    static final ArchRule only_commands_print = noClasses()
            .that()
            .resideOutsideOfPackages("io.kernscale.agent.main..", "io.kernscale.agent.bench..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a daemon's library code has no terminal");

    @ArchTest
    static final ArchRule no_wall_clock_below_main = noClasses()
            .that()
            .resideInAnyPackage("io.kernscale.agent.bpf..", "io.kernscale.agent.cgroup..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("counters are told by the monotonic clock; the wall clock steps");

    private static ArchCondition<JavaClass> notEndWith(String... endings) {
        return new ArchCondition<>("not end with " + String.join(", ", endings)) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (String ending : endings) {
                    if (item.getSimpleName().endsWith(ending)) {
                        events.add(SimpleConditionEvent.violated(item, item.getFullName() + " ends with " + ending));
                    }
                }
            }
        };
    }
}
