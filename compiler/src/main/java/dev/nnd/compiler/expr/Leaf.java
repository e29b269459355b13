package dev.nnd.compiler.expr;

import java.util.List;

/** A tensor that is given: fed, trained, kept, or a free variable. */
public final class Leaf extends Tensor {
  /** Where a leaf's values come from. */
  public enum Kind {
    /** Fed, an element or more for each example. */
    INPUT,
    /** Fed like an input, known in training and evaluation only. */
    TARGET,
    /** Drawn for each example, uniform in 0..1. */
    UNIFORM_NOISE,
    /** Drawn for each example, standard normal. */
    NORMAL_NOISE,
    PARAMETER,
    /** Kept and saved, not trained. */
    STATE,
    /** A literal of the source. */
    CONSTANT,
    /** A free variable of an expression without a network, or a name that a derivative cuts at. */
    VARIABLE,
    /** How much each example counts in training. */
    EXAMPLE_WEIGHT,
    /** The number of examples of the batch. */
    BATCH_SIZE;

    /** Whether it is drawn anew for each example and step. */
    public boolean isNoise() {
      return this == UNIFORM_NOISE || this == NORMAL_NOISE;
    }

    /** Whether each example has its own. */
    public boolean isOfExample() {
      return this == INPUT || this == TARGET || isNoise();
    }
  }

  private final Kind kind;
  private final String name;
  private final LeafFacts facts;
  private final List<Rational> values;

  Leaf(int id, long structure, Kind kind, String name, List<Integer> shape, LeafFacts facts, List<Rational> values) {
    super(id, structure, shape);
    this.kind = kind;
    this.name = name;
    this.facts = facts;
    this.values = values;
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public LeafFacts facts() {
    return facts;
  }

  /** The elements of a constant, row-major; empty for other kinds. */
  public List<Rational> values() {
    return values;
  }

  @Override
  public List<Expr> bodies() {
    return List.of();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
