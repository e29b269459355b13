package dev.nnd.compiler.cli;

import dev.nnd.compiler.Probe;
import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.ProgressListener;
import dev.nnd.runtime.Trainer;
import dev.nnd.runtime.TrainingReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc train}. */
@Command(name = "train", mixinStandardHelpOptions = true,
    description = "Train a network and report loss and metrics on each part of the data.")
final class TrainCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Mixin private CompilerOptions options = new CompilerOptions();

  @Mixin private TableOptions table = new TableOptions();

  @Option(names = "--valid", paramLabel = "D|0.2",
      description = "Data, or the part of --data, that decide which weights are best and when to stop.")
  private Optional<String> valid = Optional.empty();

  @Option(names = "--test", paramLabel = "D|0.2", description = "Data, or the part of --data, that are only tested on.")
  private Optional<String> test = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of initialisation, splits, shuffling and noise.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "How many times to go through the data at most.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "How many examples a mini-batch has.")
  private Optional<Integer> batch = Optional.empty();

  @Option(names = "--rate", paramLabel = "R", description = "The learning rate.")
  private Optional<Double> rate = Optional.empty();

  @Option(names = "--threads", paramLabel = "N", description = "How many threads to use; the result is the same.")
  private Optional<Integer> threads = Optional.empty();

  @Option(names = "--save", paramLabel = "M.safetensors", description = "Where to write the weights.")
  private Optional<Path> save = Optional.empty();

  @Option(names = "--log", paramLabel = "CURVE.csv", description = "Where to write the course of the training.")
  private Optional<Path> log = Optional.empty();

  TrainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (save.isPresent()) {
      Outputs.check(save.get());
    }
    if (log.isPresent()) {
      Outputs.check(log.get());
    }
    GeneratedNetwork generated = new Sources(context, options).network(file, options.options(Optional.empty()));
    Network blank = generated.create(0);
    Losses.require(blank);
    if (blank.signature().parameters().stream().noneMatch(parameter -> parameter.trained())) {
      throw new InputException(blank.signature().name() + " has no parameter to train");
    }
    long start = seed.orElseGet(() -> Losses.trainer(blank).plan().seed());
    Network network = generated.create(start);
    Trainer<?> trainer = Losses.trainer(network);
    configure(trainer, start);
    Parts parts = new Splitting(table.reader(network.signature()), valid, test, start).read(table.data());
    if (trainer.plan().patience().isPresent() && parts.valid().isEmpty()) {
      context.failures().show(Severity.WARNING, "the patience of " + trainer.plan().patience().getAsInt()
          + " has no effect without a validation part: `--valid 0.2` splits one off", options.json());
    }
    TrainingReport report = fit(trainer, network, parts);
    new Results(context.terminal().out()).print(network, parts);
    context.terminal().out().flush();
    if (save.isPresent()) {
      network.save(save.get());
      context.terminal().err().println("wrote " + save.get());
    }
    report(report, network, parts.train());
    return ExitCode.SUCCESS;
  }

  private void report(TrainingReport report, Network network, DataSet train) throws IOException {
    PrintStream err = context.terminal().err();
    TrainingCurve curve = new TrainingCurve(report);
    curve.print(err);
    if (context.terminal().interactive()) {
      curve.line().ifPresent(err::println);
    }
    err.println(summary(report));
    Optional<Probe> probe = context.phases()
        .probe(SourceFiles.read(file), options.options(Optional.empty()), network.signature().name(), ValueTable.MOST_NODES);
    if (probe.isPresent()) {
      new ValueTable(err).print(probe.get(), network, train);
    }
  }

  private TrainingReport fit(Trainer<?> trainer, Network network, Parts parts) throws IOException {
    Optional<TrainingLog> written = log.isPresent()
        ? Optional.of(new TrainingLog(log.get(), network.signature(), parts.valid().isPresent()))
        : Optional.empty();
    try (Progress progress = Progress.on(context.terminal())) {
      trainer.listener(written.<ProgressListener>map(curve -> new Both(progress, curve)).orElse(progress));
      DataSet train = parts.train();
      return parts.valid().isPresent() ? trainer.fit(train, parts.valid().get()) : trainer.fit(train);
    } finally {
      if (written.isPresent()) {
        written.get().close();
      }
    }
  }

  private void configure(Trainer<?> trainer, long start) {
    try {
      trainer.seed(start);
      epochs.ifPresent(trainer::epochs);
      batch.ifPresent(trainer::batch);
      rate.ifPresent(trainer::rate);
      threads.ifPresent(trainer::threads);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static String summary(TrainingReport report) {
    double seconds = report.epochs().stream().mapToLong(epoch -> epoch.nanos()).sum() / 1e9;
    String count = report.epochs().size() == 1 ? "1 epoch" : report.epochs().size() + " epochs";
    String stop = report.stop() == TrainingReport.Stop.NO_IMPROVEMENT ? ", stopped early" : "";
    String best = report.bestEpoch() == report.epochs().size() ? "" : ", the best was epoch " + report.bestEpoch();
    return String.format(Locale.ROOT, "trained %s in %.1f s%s%s", count, seconds, stop, best);
  }
}
