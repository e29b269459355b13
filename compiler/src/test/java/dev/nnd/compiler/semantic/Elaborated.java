package dev.nnd.compiler.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.syntax.ImportSource;
import dev.nnd.compiler.syntax.Program;
import dev.nnd.compiler.syntax.ProgramReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A network of a test, elaborated. */
record Elaborated(Model model, String diagnostics) {
  static final Library LIBRARY = Library.load();
  static final Differentiation DIFFERENTIATION = new Derivation().differentiation(new Trace());

  /** The only network, which must be right; warnings are allowed. */
  static Elaborated network(String body) {
    return file("network N {\n" + body + "\n}\n", Map.of());
  }

  static Elaborated file(String text, Map<String, String> dims) {
    DiagnosticSink sink = new DiagnosticSink();
    Program unit = ProgramReader.read(new SourceFile("n.nnd", text), ImportSource.none(), LIBRARY.partNames(), sink);
    List<Model> models = Elaborator.elaborate(unit, new Options(dims), new ExprPool(), LIBRARY, DIFFERENTIATION, sink).networks();
    String diagnostics = new TextRenderer(false).render(sink.diagnostics());
    assertThat(sink.hasErrors()).as(diagnostics).isFalse();
    return new Elaborated(models.get(0), diagnostics);
  }

  /** What is wrong with a file. */
  static String diagnostics(String text, Map<String, String> dims) {
    DiagnosticSink sink = new DiagnosticSink();
    Program unit = ProgramReader.read(new SourceFile("n.nnd", text), ImportSource.none(), LIBRARY.partNames(), sink);
    Models models = Elaborator.elaborate(unit, new Options(dims), new ExprPool(), LIBRARY, DIFFERENTIATION, sink);
    assertThat(models.networks().isEmpty() && models.functions().isEmpty()).isEqualTo(sink.hasErrors());
    return new TextRenderer(false).render(sink.diagnostics());
  }

  private List<Tensor> tensors() {
    List<Expr> roots = new ArrayList<>();
    model.values().forEach(value -> roots.add(value.element()));
    return Dag.tensors(roots);
  }

  /** The definitions beneath all values, {@code p[3] = …} each, in the order of the graph. */
  String definitions() {
    return tensors().stream()
        .filter(Definition.class::isInstance)
        .map(Definition.class::cast)
        .map(definition -> definition.name() + shape(definition.shape()) + " = " + definition.body())
        .collect(Collectors.joining("\n"));
  }

  /** One of them. */
  String definition(String name) {
    return tensors().stream()
        .filter(tensor -> tensor instanceof Definition definition && definition.name().equals(name))
        .map(tensor -> shape(tensor.shape()) + " " + ((Definition) tensor).body())
        .findFirst()
        .orElse("none among\n" + definitions());
  }

  /** The clauses of all scatters. */
  String scatters() {
    return tensors().stream()
        .filter(Scatter.class::isInstance)
        .flatMap(tensor -> ((Scatter) tensor).clauses().stream()
            .map(clause -> shape(tensor.shape()) + " at " + clause.target() + ": " + clause.body()))
        .collect(Collectors.joining("\n"));
  }

  /** {@code h.W[3, 4]}, one a parameter. */
  String parameters() {
    return model.parameters().stream()
        .map(kept -> kept.name() + shape(kept.leaf().shape()))
        .collect(Collectors.joining(" "));
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
