package dev.nnd.runtime;

/** Runs a workspace over a whole data set, as many examples at a time as it takes. */
final class Evaluator {
  private final Signature signature;
  private final Inference inference;

  Evaluator(Signature signature, Inference inference) {
    this.signature = signature;
    this.inference = inference;
  }

  Evaluation evaluate(DataSet data) {
    signature.check(data, true);
    int[] order = Shuffle.identity(data.size());
    Batch batch = new Batch(data, order, 0, 0);
    double loss = 0;
    Observations observations = new Observations(signature.metrics());
    for (int from = 0; from < data.size(); from += inference.capacity()) {
      batch.set(data, order, from, Math.min(inference.capacity(), data.size() - from));
      inference.run(batch);
      inference.score(batch);
      loss += inference.lossSum();
      observations.add(inference, batch.size());
    }
    double mean = loss / data.size();
    return new Evaluation(
        data.size(), mean, mean + inference.regularizer(), observations.numbers(), observations.confusions());
  }

  double[][] predict(DataSet data, int output) {
    signature.check(data, false);
    int[] order = Shuffle.identity(data.size());
    Batch batch = new Batch(data, order, 0, 0);
    double[][] predictions = new double[data.size()][signature.outputs().get(output).components()];
    for (int from = 0; from < data.size(); from += inference.capacity()) {
      batch.set(data, order, from, Math.min(inference.capacity(), data.size() - from));
      inference.run(batch);
      for (int i = 0; i < batch.size(); i++) {
        double[] row = predictions[from + i];
        for (int c = 0; c < row.length; c++) {
          row[c] = inference.output(output, i, c);
        }
      }
    }
    return predictions;
  }
}
