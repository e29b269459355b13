package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.semantic.Model;
import java.util.List;
import java.util.Optional;

/** What the commands need of the compiler. */
record Phases(ToJava toJava, ToModel toModel, ToScalar toScalar) {
  /** A file to the Java of its networks. */
  @FunctionalInterface
  interface ToJava {
    List<Compiler.JavaSource> compile(SourceFile file, Compiler.Options options, DiagnosticSink sink);
  }

  /** A file to its elaborated networks. */
  @FunctionalInterface
  interface ToModel {
    List<Model> elaborate(SourceFile file, Compiler.Options options, ExprPool pool, DiagnosticSink sink);
  }

  /** An expression without a network: its free names become scalar variables. */
  @FunctionalInterface
  interface ToScalar {
    Optional<Expr> read(SourceFile source, ExprPool pool, DiagnosticSink sink);
  }
}
