package dev.nnd.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileParsingTest {

  private final DiagnosticSink sink = new DiagnosticSink();

  @Test
  void iris() throws IOException {
    Path file = Path.of("src/test/resources/dev/nnd/compiler/syntax/right/iris.nnd");
    CompilationUnit unit = Parser.parseFile(new SourceFile("iris.nnd", Files.readString(file)), sink);

    assertThat(unit.packageName()).map(Expression.Name::name).contains("demo");
    assertThat(unit.doc()).contains("Classifies iris flowers from four measurements.");
    assertThat(unit.declarations()).hasSize(2);
    Declaration.NetworkDecl network = (Declaration.NetworkDecl) unit.declarations().get(1);
    assertThat(network.doc()).isEqualTo(unit.doc());
    assertThat(network.statements()).extracting(statement -> statement.getClass().getSimpleName()).containsExactly(
        "DimDecl", "InputDecl", "TargetDecl", "ParamDecl", "ParamDecl", "ParamDecl", "ParamDecl", "Definition", "OutputDecl",
        "Definition", "Definition", "MetricDecl", "TrainDecl");
    Statement.InputDecl input = (Statement.InputDecl) network.statements().get(1);
    assertThat(input.standardized()).isTrue();
    assertThat(input.columns()).extracting(Statement.Column::name)
        .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
  }

  @Test
  void documentationBelongsToWhatFollows() {
    List<Declaration> declarations = parse("""
                dim a = 1 /// not of b
                dim b = 2
                /// One
                ///   indented
                // between
                ///
                /// last.
                dim c = 3
                //// a rule
                dim d = 4
                """).declarations();
    assertThat(declarations).extracting(declaration -> ((Declaration.DimDecl) declaration).doc().orElse(""))
        .containsExactly("", "", "One\n  indented\n\nlast.", "");
  }

  @Test
  void whatIsRightSurvivesWhatIsWrong() {
    Declaration.NetworkDecl network = (Declaration.NetworkDecl) parse("""
                network A {
                  input x : [4]
                  h = x +
                  g = x * 2
                  repeat 3 {
                    a = )
                    b = g
                  }
                  output p = g
                """).declarations().get(0);
    assertThat(network.statements()).extracting(statement -> statement.getClass().getSimpleName())
        .contains("InputDecl", "Definition", "RepeatDecl", "OutputDecl");
    assertThat(sink.diagnostics()).extracting(diagnostic -> diagnostic.primary().span().line()).containsExactly(3, 6, 9);
  }

  @Test
  void types() {
    assertThat(type("[8] index[V]")).satisfies(type -> {
      assertThat(type.shape().orElseThrow().sizes()).hasSize(1);
      assertThat(type.elements()).isInstanceOf(Type.Indices.class);
    });
    assertThat(type("class[10]").elements()).isInstanceOf(Type.Labels.class);
    assertThat(type("Species").elements()).isInstanceOf(Type.Declared.class);
    assertThat(type("[]").shape()).hasValueSatisfying(shape -> assertThat(shape.sizes()).isEmpty());
    assertThat(type("[1] in -1..(2 * k)").range().orElseThrow()).satisfies(range -> {
      assertThat(Parenthesized.of(range.low())).isEqualTo("(-1)");
      assertThat(Parenthesized.of(range.high())).isEqualTo("(2 * k)");
    });
    assertThat(type("in 0.5..1.5").shape()).isEmpty();
  }

  private Type type(String text) {
    Declaration.NetworkDecl network = (Declaration.NetworkDecl) parse("network A { target y : " + text + " }").declarations().get(0);
    assertThat(sink.diagnostics()).isEmpty();
    return ((Statement.TargetDecl) network.statements().get(0)).type().orElseThrow();
  }

  private CompilationUnit parse(String text) {
    return Parser.parseFile(new SourceFile("text", text), sink);
  }
}
