// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kernscale", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule each_package_stands_on_those_before_it = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("graph")
            .definedBy("..simulator.graph")
            .layer("queueing")
            .definedBy("..simulator.queueing")
            .layer("scenario")
            .definedBy("..simulator.scenario")
            .layer("report")
            .definedBy("..simulator.report")
            .layer("cluster")
            .definedBy("..simulator.cluster")
            .layer("bench")
            .definedBy("..simulator.bench")
            .layer("scaler")
            .definedBy("..simulator.scaler")
            .whereLayer("bench")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("bench", "scaler")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cluster", "bench")
            .whereLayer("scenario")
            .mayOnlyBeAccessedByLayers("report", "cluster", "bench")
            .whereLayer("queueing")
            .mayOnlyBeAccessedByLayers("scenario", "report", "cluster", "bench")
            .because("data flows one way: graph, queueing, scenario, report, cluster, bench");

    @ArchTest
    static final ArchRule time_flows_one_way_too = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("physics")
            .definedBy("..simulator.physics")
            .layer("probe")
            .definedBy("..simulator.probe")
            .layer("scaler")
            .definedBy("..simulator.scaler")
            .layer("trial")
            .definedBy("..simulator.trial")
            .layer("evidence")
            .definedBy("..simulator.evidence")
            .layer("calibration")
            .definedBy("..simulator.calibration")
            .whereLayer("evidence")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("calibration")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("trial")
            .mayOnlyBeAccessedByLayers("evidence")
            .whereLayer("scaler")
            .mayOnlyBeAccessedByLayers("trial", "evidence")
            .whereLayer("probe")
            .mayOnlyBeAccessedByLayers("scaler", "calibration")
            .because("data flows one way: physics, probe, scaler, trial, evidence; or from probe to calibration");

    @ArchTest
    static final ArchRule what_is_calibrated_is_not_the_controller = noClasses()
            .that()
            .resideInAPackage("..simulator.calibration..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kernscale.controller..")
            .because("threads are compared by what agents report, whoever reads it");

    @ArchTest
    static final ArchRule the_baseline_is_the_same_everywhere = noClasses()
            .that()
            .resideInAPackage("io.kernscale.simulator..")
            .and()
            .resideOutsideOfPackage("..simulator.hpa..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.kernscale.controller.hpa.HpaRule")
            .because("in simulated time and on a machine the same Horizontal Pod Autoscaler must lose, or win");

    @ArchTest
    static final ArchRule the_truth_is_not_the_controllers = noClasses()
            .that()
            .resideInAnyPackage(
                    "..simulator.graph..", "..simulator.queueing..", "..simulator.scenario..", "..simulator.physics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kernscale.controller..", "io.kernscale.wire..")
            .because("an error shared with the code under test would stay unseen");

    @ArchTest
    static final ArchRule reports_are_written_without_the_controller = noClasses()
            .that()
            .resideInAnyPackage("..simulator.report..", "..simulator.probe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kernscale.controller..")
            .because("agents do not know who reads them");

    @ArchTest
    static final ArchRule the_loop_judges_as_a_whole = noClasses()
            .that()
            .resideInAPackage("..simulator..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*(RateCalculator|WorkloadJoin|WorkloadClassifier|CulpritSearch|DecisionEngine)")
            .because("only rounds of the loop, its view and its writes count");

    @ArchTest
    static final ArchRule nothing_depends_on_the_simulator = noClasses()
            .that()
            .resideInAnyPackage("io.kernscale.controller..", "io.kernscale.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kernscale.simulator..")
            .because("it watches the product, and is no part of it");

    @ArchTest
    static final ArchRule equal_seeds_give_equal_graphs = noClasses()
            .that()
            .resideInAPackage("io.kernscale.simulator..")
            .and()
            .resideOutsideOfPackages("..capacity..", "..machine..") // which measure
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .because("time is simulated and chance has a seed");
}
