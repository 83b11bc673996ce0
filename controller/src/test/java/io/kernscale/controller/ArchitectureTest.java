// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The controller's shape. */
@AnalyzeClasses(packages = "io.kernscale.controller", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.kernscale.controller";

    private static final String ONE_WAY = "data flows one way: collect, classify, culprit, objective, decide, act";

    @ArchTest
    static final ArchRule collect_knows_nothing_to_its_right = noClasses()
            .that()
            .resideInAPackage("..controller.collect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..classify..", "..culprit..", "..decide..", "..act..", "..loop..", "..metrics..", "..api..")
            .because(ONE_WAY);

    @ArchTest
    static final ArchRule classify_knows_nothing_to_its_right = noClasses()
            .that()
            .resideInAPackage("..controller.classify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..culprit..", "..decide..", "..act..", "..loop..", "..metrics..", "..api..")
            .because(ONE_WAY);

    @ArchTest
    static final ArchRule culprit_knows_nothing_to_its_right = noClasses()
            .that()
            .resideInAPackage("..controller.culprit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..objective..", "..decide..", "..act..", "..loop..", "..metrics..", "..api..")
            .because(ONE_WAY);

    @ArchTest
    static final ArchRule objective_knows_nothing_to_its_right = noClasses()
            .that()
            .resideInAPackage("..controller.objective..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..decide..", "..act..", "..loop..", "..metrics..", "..api..")
            .because(ONE_WAY);

    @ArchTest
    static final ArchRule decide_knows_nothing_to_its_right = noClasses()
            .that()
            .resideInAPackage("..controller.decide..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..act..", "..loop..", "..metrics..", "..api..")
            .because(ONE_WAY);

    @ArchTest
    static final ArchRule act_knows_nothing_to_its_right = noClasses()
            .that()
            .resideInAPackage("..controller.act..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..loop..", "..metrics..", "..api..")
            .because("what carries decisions out must not know who asks for it");

    @ArchTest
    static final ArchRule packages_form_no_cycles = slices().matching(ROOT + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("a package can only be understood alone when nothing below it needs it");

    @ArchTest
    static final ArchRule decisions_are_pure = classes()
            .that()
            .resideInAnyPackage(
                    "..controller.hpa..",
                    "..controller.classify..",
                    "..controller.culprit..",
                    "..controller.objective..",
                    "..controller.decide..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".spec",
                    ROOT + ".collect",
                    "..controller.hpa..",
                    "..controller.classify..",
                    "..controller.culprit..",
                    "..controller.objective..",
                    "..controller.decide..",
                    "java.lang..",
                    "java.math",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..")
            .because("a decision must be a function of its arguments, so that it can be replayed");

    @ArchTest
    static final ArchRule what_users_ask_for_stands_alone = classes()
            .that()
            .resideInAPackage(ROOT + ".spec")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".spec", "java.lang..", "java.util..", "org.jspecify..")
            .because("everybody may read it");

    @ArchTest
    static final ArchRule what_is_collected_is_pure = classes()
            .that()
            .resideInAPackage(ROOT + ".collect")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".spec",
                    ROOT + ".collect",
                    "io.kernscale.wire",
                    "java.lang..",
                    "java.net",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..")
            .because("rates and joins are arithmetic; their I/O lives in .agent and .kube");

    @ArchTest
    static final ArchRule only_kube_packages_know_the_client = noClasses()
            .that()
            .resideOutsideOfPackage("..kube..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kubernetes..", "com.google.gson..", "okhttp3..")
            .because("the client can then be replaced, and the rest be tested without it");

    @ArchTest
    static final ArchRule only_the_agent_package_speaks_http = noClasses()
            .that()
            .resideOutsideOfPackage("..collect.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..")
            .because("limits, timeouts and breakers of outgoing requests stand in one place");

    @ArchTest
    static final ArchRule time_is_an_argument = noClasses()
            .that()
            .resideOutsideOfPackages("..controller.loop..", ROOT)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .because("tests must be able to let an hour pass");

    @ArchTest
    static final ArchRule settings_are_records = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords()
            .andShould()
            .resideInAPackage("..config..")
            .andShould()
            .haveSimpleNameEndingWith("Properties")
            .because("a setting that can change while somebody reads it has no value");

    @ArchTest
    static final ArchRule settings_stand_alone = noClasses()
            .that()
            .resideInAPackage("..controller.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..collect..", "..classify..", "..culprit..", "..decide..", "..act..", "..loop..")
            .because("everybody may import settings");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .allowEmptyShould(true)
            .because("a constructor shows what a class needs, and a test can call it");

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .doNotHaveSimpleName("AdoptApplication")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("a line that is no log line has no time, level or name");

    @ArchTest
    static final ArchRule nobody_uses_dates = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Date.class)
            .because("java.time has units and zones");

    @ArchTest
    static final ArchRule names_say_what_a_class_does = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .because("these names fit everything and say nothing");
}
