package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Expression.Name;
import java.util.List;
import java.util.Optional;

/** What stands in a network's, a layer's, a function's or a repeat's block. */
public sealed interface Statement
    permits Declaration,
        Statement.InputDecl,
        Statement.TargetDecl,
        Statement.ParamDecl,
        Statement.StateDecl,
        Statement.UpdateDecl,
        Statement.Definition,
        Statement.OutputDecl,
        Statement.MetricDecl,
        Statement.RepeatDecl,
        Statement.TrainDecl {

  Span span();

  <R> R accept(Visitor<R> visitor);

  /** {@code input x : [4] standardized from a, "b c"}. */
  record InputDecl(Span span, Optional<String> doc, Name name, Optional<Type> type, boolean standardized, List<Column> columns)
      implements Statement {
    public InputDecl {
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInput(this);
    }
  }

  /** {@code target y : Species from species}. */
  record TargetDecl(Span span, Optional<String> doc, Name name, Optional<Type> type, boolean standardized, List<Column> columns)
      implements Statement {
    public TargetDecl {
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTarget(this);
    }
  }

  /** A column of the data, by name. */
  record Column(Span span, String name) {}

  /** {@code param W : [3, 4] ~ glorot_uniform}. */
  record ParamDecl(Span span, Optional<String> doc, Name name, Optional<Type> type, Initialiser initialiser) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitParam(this);
    }
  }

  /** Where a parameter starts. */
  sealed interface Initialiser {}

  /** {@code ~ normal(0, 0.1)}; without parentheses there are no arguments. */
  record Drawn(Expression.Call distribution) implements Initialiser {}

  /** {@code = 0}. */
  record Given(Expression value) implements Initialiser {}

  /** {@code state m : [n] = 0}. */
  record StateDecl(Span span, Optional<String> doc, Name name, Optional<Type> type, Expression value) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitState(this);
    }
  }

  /** {@code update m = 0.9 * m + 0.1 * batch_mean(x)}. */
  record UpdateDecl(Span span, Definition definition) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUpdate(this);
    }
  }

  /** {@code h = expr}, {@code h : [n] = expr}, {@code C[i, k < 3] = expr}. */
  record Definition(
      Span span, Optional<String> doc, Name name, List<IndexBinding> indices, Optional<Shape> shape, Expression value)
      implements Statement {
    public Definition {
      indices = List.copyOf(indices);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDefinition(this);
    }
  }

  /** {@code output p = expr}. */
  record OutputDecl(Span span, Definition definition) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOutput(this);
    }
  }

  /** {@code metric accuracy = expr}. */
  record MetricDecl(Span span, Definition definition) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMetric(this);
    }
  }

  /** {@code repeat 4 { … }}, or {@code repeat t < 8 { … }} with a counter. */
  record RepeatDecl(Span span, Optional<Name> counter, Expression count, List<Statement> body) implements Statement {
    public RepeatDecl {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRepeat(this);
    }
  }

  /** {@code train { optimizer = adam(rate = 0.01) batch = 16 }}. */
  record TrainDecl(Span span, List<Setting> settings) implements Statement {
    public TrainDecl {
      settings = List.copyOf(settings);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTrain(this);
    }
  }

  /** {@code batch = 16}. */
  record Setting(Span span, Name key, Expression value) {}

  /** One result a form. */
  interface Visitor<R> extends Declaration.Visitor<R> {
    R visitInput(InputDecl input);

    R visitTarget(TargetDecl target);

    R visitParam(ParamDecl param);

    R visitState(StateDecl state);

    R visitUpdate(UpdateDecl update);

    R visitDefinition(Definition definition);

    R visitOutput(OutputDecl output);

    R visitMetric(MetricDecl metric);

    R visitRepeat(RepeatDecl repeat);

    R visitTrain(TrainDecl train);
  }
}
