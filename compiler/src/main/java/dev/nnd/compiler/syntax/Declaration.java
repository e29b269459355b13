package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Expression.Name;
import java.util.List;
import java.util.Optional;

/** What may stand at top level. All but imports, networks and exported functions may stand in a network too. */
public sealed interface Declaration extends Statement {

  <R> R accept(Declaration.Visitor<R> visitor);

  @Override
  default <R> R accept(Statement.Visitor<R> visitor) {
    return accept((Declaration.Visitor<R>) visitor);
  }

  /** {@code import "layers.nnd"} or {@code import nnd.vision}. */
  record ImportDecl(Span span, Origin origin, String target) implements Declaration {
    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitImport(this);
    }
  }

  /** Where an import is found. */
  enum Origin {
    FILE,
    LIBRARY
  }

  /** {@code class Species { setosa, versicolor, virginica }}. */
  record ClassDecl(Span span, Optional<String> doc, Name name, List<Name> labels) implements Declaration {
    public ClassDecl {
      labels = List.copyOf(labels);
    }

    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitClass(this);
    }
  }

  /** {@code network Iris { … }}. */
  record NetworkDecl(Span span, Optional<String> doc, Name name, List<Statement> statements) implements Declaration {
    public NetworkDecl {
      statements = List.copyOf(statements);
    }

    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitNetwork(this);
    }
  }

  /** {@code dim hidden = 16}. */
  record DimDecl(Span span, Optional<String> doc, Name name, Expression value) implements Declaration {
    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitDim(this);
    }
  }

  /** {@code const k = 0.5}. */
  record ConstDecl(Span span, Optional<String> doc, Name name, Expression value) implements Declaration {
    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitConst(this);
    }
  }

  /**
   * {@code fn f(x: [n], k = 2) -> [n] = expr}, or with a block.
   *
   * @param body the definitions before the result
   * @param result the expression, or what the block returns
   */
  record FnDecl(
      Span span,
      Optional<String> doc,
      boolean exported,
      Name name,
      List<Parameter> parameters,
      Optional<Type> resultType,
      List<Statement> body,
      Expression result,
      List<DerivativeClause> derivatives)
      implements Declaration {
    public FnDecl {
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
      derivatives = List.copyOf(derivatives);
    }

    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitFn(this);
    }
  }

  /** {@code layer dense(units, f = identity)(x: [n]) -> [units] { param …; return … }}. */
  record LayerDecl(
      Span span,
      Optional<String> doc,
      Name name,
      List<Parameter> settings,
      List<Parameter> inputs,
      Optional<Type> resultType,
      List<Statement> body,
      Expression result)
      implements Declaration {
    public LayerDecl {
      settings = List.copyOf(settings);
      inputs = List.copyOf(inputs);
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Declaration.Visitor<R> visitor) {
      return visitor.visitLayer(this);
    }
  }

  /** {@code x: [n]} or {@code k = 2}; one without a type takes whatever the call gives. */
  record Parameter(Span span, Name name, Optional<Type> type, Optional<Expression> defaultValue) {}

  /** The author's own derivative, by the argument named or else by the only one. */
  record DerivativeClause(Span span, Optional<Name> argument, Expression formula) {}

  /** One result a form. */
  interface Visitor<R> {
    R visitImport(ImportDecl declaration);

    R visitClass(ClassDecl declaration);

    R visitNetwork(NetworkDecl declaration);

    R visitDim(DimDecl declaration);

    R visitConst(ConstDecl declaration);

    R visitFn(FnDecl declaration);

    R visitLayer(LayerDecl declaration);
  }
}
