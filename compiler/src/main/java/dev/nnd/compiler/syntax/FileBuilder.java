package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Declaration.ImportDecl;
import dev.nnd.compiler.syntax.Declaration.NetworkDecl;
import dev.nnd.grammar.NndParser.FileContext;
import dev.nnd.grammar.NndParser.PackageDeclarationContext;
import dev.nnd.grammar.NndParser.StatementContext;
import java.util.List;
import java.util.Optional;

/** Parse tree to {@link CompilationUnit}. */
final class FileBuilder {

  private final Spans spans;
  private final Documentation documentation;
  private final DiagnosticSink sink;
  private final BlockBuilder statements;

  FileBuilder(Spans spans, Documentation documentation, DiagnosticSink sink) {
    this.spans = spans;
    this.documentation = documentation;
    this.sink = sink;
    this.statements = new BlockBuilder(spans, documentation, sink, Place.FILE);
  }

  /** @param unread the stretches of which the tree holds nothing */
  CompilationUnit build(FileContext tree, List<Span> unread) {
    List<StatementContext> trees = tree.statement();
    trees.stream().skip(1).filter(FileBuilder::isPackage).forEach(this::refuse);
    Optional<PackageDeclarationContext> first =
        trees.stream().limit(1).filter(FileBuilder::isPackage).map(StatementContext::packageDeclaration).findFirst();
    Optional<String> doc = first.flatMap(documentation::before);
    List<Statement> built = statements.build(trees);
    List<Declaration> declarations = built.stream()
        .filter(statement -> !(statement instanceof ImportDecl))
        .map(Declaration.class::cast)
        .toList();
    return new CompilationUnit(
        spans.source(),
        doc,
        first.map(declared -> statements.qualified(declared.qualifiedName())),
        built.stream().filter(ImportDecl.class::isInstance).map(ImportDecl.class::cast).toList(),
        documented(declarations, doc),
        unread);
  }

  private static boolean isPackage(StatementContext tree) {
    return tree.exception == null && tree.packageDeclaration() != null;
  }

  private void refuse(StatementContext tree) {
    sink.report(Diagnostic.of(Code.MISPLACED_STATEMENT, spans.of(tree.getStart()), "`package`", "after other statements"));
  }

  /** The documentation at the head of a file describes its only network. */
  private static List<Declaration> documented(List<Declaration> declarations, Optional<String> doc) {
    boolean single = declarations.stream().filter(NetworkDecl.class::isInstance).count() == 1;
    return declarations.stream()
        .map(declaration -> single && declaration instanceof NetworkDecl network && network.doc().isEmpty()
            ? new NetworkDecl(network.span(), doc, network.name(), network.statements())
            : declaration)
        .toList();
  }
}
