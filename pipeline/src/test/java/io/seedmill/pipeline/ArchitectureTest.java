package io.seedmill.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.seedmill.transforms.generate.GenerationPlan;
import io.soabase.recordbuilder.core.RecordBuilderGenerated;
import org.apache.beam.sdk.transforms.DoFn;

/** The arrows between packages point one way. */
@AnalyzeClasses(packages = "io.seedmill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule GENERATORS_KNOW_NOTHING_OF_BEAM =
      noClasses()
          .that()
          .resideInAPackage("io.seedmill.generators..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..", "io.seedmill.transforms..", "io.seedmill.pipeline..");

  @ArchTest
  static final ArchRule TRANSFORMS_KNOW_NOTHING_OF_SPECS_AND_COMMAND_LINES =
      noClasses()
          .that()
          .resideInAPackage("io.seedmill.transforms..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.seedmill.pipeline..",
              "org.snakeyaml..",
              "picocli..",
              "org.apache.beam.runners..");

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_KNOWS_FLINK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.seedmill.pipeline.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.seedmill.pipeline.flink..",
              "org.apache.beam.runners.flink..",
              "org.apache.flink..");

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_KNOWS_THE_DIRECT_RUNNER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.seedmill.pipeline.direct..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.seedmill.pipeline.direct..", "org.apache.beam.runners.direct..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_ITS_LIBRARY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.seedmill.pipeline.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.seedmill.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule STEPS_OF_THE_GRAPH_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("storage")
          .definedBy("io.seedmill.transforms.storage")
          .layer("blocks")
          .definedBy("io.seedmill.transforms.blocks")
          .layer("generate")
          .definedBy("io.seedmill.transforms.generate")
          .layer("evaluation")
          .definedBy("io.seedmill.transforms.evaluation")
          .layer("raw")
          .definedBy("io.seedmill.transforms.raw")
          .layer("dedupe")
          .definedBy("io.seedmill.transforms.dedupe")
          .layer("near")
          .definedBy("io.seedmill.transforms.near")
          .layer("write")
          .definedBy("io.seedmill.transforms.write")
          .layer("publish")
          .definedBy("io.seedmill.transforms.publish")
          .whereLayer("publish")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("raw")
          .mayOnlyBeAccessedByLayers("near")
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("publish")
          .whereLayer("near")
          .mayOnlyBeAccessedByLayers("publish")
          .whereLayer("dedupe")
          .mayOnlyBeAccessedByLayers("near", "write", "publish")
          .whereLayer("evaluation")
          .mayOnlyBeAccessedByLayers("dedupe")
          .whereLayer("generate")
          .mayOnlyBeAccessedByLayers("raw", "dedupe", "near", "publish");

  @ArchTest
  static final ArchRule TRANSFORMS_ARE_PUBLIC_ONLY_WHERE_ANOTHER_PACKAGE_USES_THEM =
      classes()
          .that()
          .resideInAPackage("io.seedmill.transforms..")
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .areNotAnnotatedWith(RecordBuilderGenerated.class)
          .should(beUsedByAnotherPackage());

  /** The DirectRunner serializes and reads each step twice for each bundle. */
  @ArchTest
  static final ArchRule STEPS_CARRY_THE_PLAN_AS_BYTES =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .areAssignableTo(DoFn.class)
          .and()
          .areNotStatic()
          .and()
          .doNotHaveModifier(JavaModifier.TRANSIENT)
          .should()
          .notHaveRawType(holdingAPlan());

  private static DescribedPredicate<JavaClass> holdingAPlan() {
    return DescribedPredicate.describe(
        "a plan or a holder of one",
        type ->
            type.isEquivalentTo(GenerationPlan.class)
                || type.getFields().stream()
                    .anyMatch(field -> field.getRawType().isEquivalentTo(GenerationPlan.class)));
  }

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
        events.add(new SimpleConditionEvent(type, used, type.getName() + " is public for nobody"));
      }
    };
  }
}
