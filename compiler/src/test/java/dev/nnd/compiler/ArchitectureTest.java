package dev.nnd.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The folder tree is the pipeline, and its arrows go one way. */
@AnalyzeClasses(packages = "dev.nnd", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String COMPILER = "dev.nnd.compiler.";

  /** Only these packages of the project may be used, besides its own; and any library. */
  private static ArchRule uses(String name, String... allowed) {
    String[] packages = Stream.concat(Stream.of(name), Arrays.stream(allowed))
        .map(other -> other.startsWith("dev.") ? other : COMPILER + other)
        .toArray(String[]::new);
    return noClasses().that().resideInAPackage(COMPILER + name)
        .should().dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
            "belong to another phase than " + String.join(", ", allowed),
            target -> target.getPackageName().startsWith("dev.nnd")
                && Arrays.stream(packages).noneMatch(target.getPackageName()::equals)));
  }

  @ArchTest
  static final ArchRule diagnosticsStandAlone = uses("diagnostics");

  @ArchTest
  static final ArchRule expressionsKnowTheRuntimesFunctionsOnly = uses("expr", "dev.nnd.runtime");

  @ArchTest
  static final ArchRule syntaxReportsDiagnostics = uses("syntax", "diagnostics", "dev.nnd.grammar");

  @ArchTest
  static final ArchRule formattingKeepsTheSyntax = uses("format", "diagnostics", "syntax", "dev.nnd.grammar");

  @ArchTest
  static final ArchRule semanticsMakeExpressionsOfSyntax =
      uses("semantic", "diagnostics", "syntax", "expr", "dev.nnd.runtime");

  @ArchTest
  static final ArchRule rulesAreReadFromSyntax = uses("rewrite", "diagnostics", "syntax", "expr", "polynomial");

  @ArchTest
  static final ArchRule polynomialsAreOfNumbers = uses("polynomial", "expr");

  @ArchTest
  static final ArchRule derivativesComeOfModels = uses("derive", "syntax", "expr", "semantic", "rewrite");

  @ArchTest
  static final ArchRule stepsAreOfWhatIsWritten =
      uses("steps", "diagnostics", "syntax", "expr", "semantic", "rewrite", "derive");

  @ArchTest
  static final ArchRule schedulesComeOfDerivedNetworks = 
      uses("schedule", "expr", "semantic", "rewrite", "derive", "dev.nnd.runtime");

  @ArchTest
  static final ArchRule formulasAreWrittenOfExpressions = uses("notation", "expr");

  @ArchTest
  static final ArchRule explanationsComeOfDerivedNetworks =
      uses("explain", "diagnostics", "syntax", "expr", "notation", "semantic", "rewrite", "derive");

  @ArchTest
  static final ArchRule dumpsShowEveryPhase =
      uses("dump", "diagnostics", "syntax", "expr", "notation", "semantic", "derive", "schedule");

  @ArchTest
  static final ArchRule graphsAreDrawnOfDerivedNetworks = uses("graph", "expr", "notation", "semantic", "derive", "steps");

  @ArchTest
  static final ArchRule emissionComesLast = uses("emit", "expr", "notation", "semantic", "derive", "schedule", "dev.nnd.runtime");

  @ArchTest
  static final ArchRule nothingGoesRound = slices().matching("dev.nnd.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRuntimeDependsOnNothing = classes().that().resideInAPackage("dev.nnd.runtime..")
      .should().onlyDependOnClassesThat().resideInAnyPackage("dev.nnd.runtime..", "java..", "jdk.incubator.vector..");

  @ArchTest
  static final ArchRule theParserKnowsAntlrOnly = classes().that().resideInAPackage("dev.nnd.grammar..")
      .should().onlyDependOnClassesThat().resideInAnyPackage("dev.nnd.grammar..", "java..", "org.antlr..");

  @ArchTest
  static final ArchRule javaIsWrittenByEmissionOnly = noClasses().that().resideOutsideOfPackage("dev.nnd.compiler.emit..")
      .should().dependOnClassesThat().resideInAPackage("com.palantir.javapoet..");

  @ArchTest
  static final ArchRule noClockInWhatIsGenerated = noClasses().that().resideInAPackage("dev.nnd.compiler..")
      .and().resideOutsideOfPackage("dev.nnd.compiler.cli..")
      .should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
      .orShould().dependOnClassesThat().resideInAPackage("java.time..");

  @ArchTest
  static void everythingWasRead(JavaClasses classes) {
    Stream.of("dev.nnd.runtime.Network", "dev.nnd.grammar.NndParser", "dev.nnd.compiler.emit.NetworkEmitter")
        .forEach(classes::get);
  }
}
