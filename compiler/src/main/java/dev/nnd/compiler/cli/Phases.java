package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.Probe;
import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.rewrite.History;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.steps.Graph;
import java.util.List;
import java.util.Optional;

/** What the commands need of the compiler. */
interface Phases {
  /** A file to the Java of its networks and exported functions; nothing where the sink has errors. */
  List<Compiler.JavaSource> compile(SourceFile file, Compiler.Options options, DiagnosticSink sink);

  /** A file to its networks and exported functions with their derivatives; nothing where the sink has errors. */
  Compiler.Contents contents(SourceFile file, Compiler.Options options, DiagnosticSink sink, History history);

  /** The networks alone. */
  default List<Compiler.Derived> derive(SourceFile file, Compiler.Options options, DiagnosticSink sink) {
    return contents(file, options, sink, History.NONE).networks();
  }

  /** What tells how the values of a network of a right file fare in training; nothing without a loss. */
  Optional<Probe> probe(SourceFile file, Compiler.Options options, String network, int mostNodes);

  /** An expression without a network: its free names become scalar variables. Nothing where the sink has errors. */
  Optional<Formula> formula(SourceFile source, DiagnosticSink sink);

  /** The elementary functions of an expression as it is written. */
  Graph graph(Formula formula);

  /** The elementary functions of an exported function of single numbers as it is written; nothing of any other. */
  Optional<Graph> steps(Compiler.DerivedExport function);

  /** The rules and derivatives to go by. */
  Derivation derivation();

  /** The standard library. */
  Library library();
}
