package dev.nnd.runtime;

import java.util.List;

/** An optimiser at work on parameters in single precision. */
public final class FloatUpdater implements Updater {
  private final RowRule rule;
  private final float[][] parameters;
  private final float[][] gradients;
  private final float[][][] memory;
  private long steps;

  /**
   * Starts with all memory 0.
   *
   * @param optimizer its settings; the rate is given at each step
   * @param parameters to change
   * @param gradients a store of the same parameters
   */
  public FloatUpdater(Optimizer optimizer, FloatParameters parameters, FloatParameters gradients) {
    this.rule = RowRule.of(optimizer);
    this.parameters = parameters.trainedRows();
    this.gradients = gradients.trainedRows();
    this.memory = new float[this.parameters.length][][];
    for (int r = 0; r < memory.length; r++) {
      memory[r] = new float[rule.memory().size()][this.parameters[r].length];
    }
  }

  @Override
  public void step(double rate) {
    steps++;
    rule.step(rate, steps);
    for (int r = 0; r < parameters.length; r++) {
      rule.update(parameters[r], gradients[r], memory[r]);
    }
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void steps(long steps) {
    this.steps = steps;
  }

  @Override
  public List<String> memory() {
    return rule.memory();
  }

  /**
   * One row of its memory; to write to it is to change it.
   *
   * @param name one of {@link #memory()}
   * @param row its number among the trained rows
   */
  public float[] row(String name, int row) {
    return memory[row][rule.memory().indexOf(name)];
  }
}
