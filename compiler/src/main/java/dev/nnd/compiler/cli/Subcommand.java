package dev.nnd.compiler.cli;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** The commands of the program, in the order of its help. */
enum Subcommand {
  COMPILE(CompileCommand::new),
  TRAIN(TrainCommand::new),
  EVAL(EvalCommand::new),
  PREDICT(PredictCommand::new),
  CHECK(CheckCommand::new),
  EXPLAIN(ExplainCommand::new),
  SUMMARY(SummaryCommand::new),
  DUMP(DumpCommand::new),
  SIMPLIFY(SimplifyCommand::new),
  DIFF(DiffCommand::new),
  WEIGHTS(WeightsCommand::new),
  FMT(FmtCommand::new),
  NEW(NewCommand::new);

  /** The commands whose argument is an expression, which may begin with a minus. */
  static final Set<Subcommand> OF_EXPRESSIONS = Set.of(SIMPLIFY, DIFF);

  private final Function<Context, Object> make;

  Subcommand(Function<Context, Object> make) {
    this.make = make;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Object create(Context context) {
    return make.apply(context);
  }
}
