package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.semantic.Numbers.Domain;
import dev.nnd.compiler.semantic.Numbers.Item;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Statement.Setting;
import dev.nnd.compiler.syntax.Statement.TrainDecl;
import dev.nnd.runtime.ClassWeights;
import dev.nnd.runtime.Optimizer;
import dev.nnd.runtime.Schedule;
import dev.nnd.runtime.TrainingPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The settings of a train block over the defaults. */
final class TrainBlock {
  private record Choice<T>(List<Item> arguments, Function<List<Double>, T> make) {}

  private static final Item RATE = Item.optional("rate", Domain.POSITIVE, 0.01);
  private static final Item SLOW_RATE = Item.optional("rate", Domain.POSITIVE, 0.001);
  private static final Item BETA1 = Item.optional("beta1", Domain.FRACTION, 0.9);
  private static final Item BETA2 = Item.optional("beta2", Domain.FRACTION, 0.999);
  private static final Item EPSILON = Item.optional("epsilon", Domain.POSITIVE, 1e-8);

  private static final Map<String, Choice<Optimizer>> OPTIMIZERS = new TreeMap<>(Map.of(
      "sgd", new Choice<>(
          List.of(RATE, Item.optional("momentum", Domain.FRACTION, 0), Item.optional("nesterov", Domain.FLAG, 0),
              Item.optional("decay", Domain.NON_NEGATIVE, 0)),
          x -> Optimizer.sgd(x.get(0), x.get(1), x.get(2) == 1, x.get(3))),
      "adagrad", new Choice<>(List.of(RATE), x -> Optimizer.adagrad(x.get(0))),
      "rmsprop", new Choice<>(
          List.of(SLOW_RATE, Item.optional("rho", Domain.FRACTION, 0.9)), x -> Optimizer.rmsprop(x.get(0), x.get(1))),
      "adam", new Choice<>(
          List.of(SLOW_RATE, BETA1, BETA2, EPSILON), x -> Optimizer.adam(x.get(0), x.get(1), x.get(2), x.get(3))),
      "adamw", new Choice<>(
          List.of(SLOW_RATE, BETA1, BETA2, EPSILON, Item.optional("decay", Domain.NON_NEGATIVE, 0.01)),
          x -> Optimizer.adamw(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4)))));

  private static final Map<String, Choice<Schedule>> SCHEDULES = new TreeMap<>(Map.of(
      "step", new Choice<>(
          List.of(Item.required("every", Domain.WHOLE), Item.required("factor", Domain.POSITIVE)),
          x -> Schedule.step(x.get(0).intValue(), x.get(1))),
      "exponential", new Choice<>(List.of(Item.required("factor", Domain.POSITIVE)), x -> Schedule.exponential(x.get(0))),
      "cosine", new Choice<>(List.of(Item.required("epochs", Domain.WHOLE)), x -> Schedule.cosine(x.get(0).intValue())),
      "warmup", new Choice<>(List.of(Item.required("steps", Domain.WHOLE)), x -> Schedule.warmup(x.get(0).longValue()))));

  private static final String RATE_OF_OPTIMIZER = "the rate belongs to the optimizer: `optimizer = adam(rate = 0.01)`";
  /** Settings of other programs, and where they are made here. */
  private static final Map<String, String> ELSEWHERE = Map.of(
      "rate", RATE_OF_OPTIMIZER,
      "lr", RATE_OF_OPTIMIZER,
      "learning_rate", RATE_OF_OPTIMIZER,
      "momentum", "the momentum belongs to the optimizer: `optimizer = sgd(momentum = 0.9)`",
      "weight_decay", "it is an optimizer's, `adamw(decay = 0.01)`, or a `regularizer` of the network",
      "batch_size", "it is named `batch`",
      "early_stopping", "it is named `patience`",
      "loss", "the loss is a value of the network: `loss = …`",
      "metrics", "metrics are values of the network: `metric accuracy = …`");

  private final Context context;
  private final Reporter reporter;
  private final OptionalInt classes;
  private final Map<String, BiFunction<TrainingPlan, Expression, TrainingPlan>> keys = new TreeMap<>();

  /** @param classes how many the target has by which examples are weighted */
  TrainBlock(Context context, OptionalInt classes) {
    this.context = context;
    this.reporter = context.reporter();
    this.classes = classes;
    keys.put("optimizer", (plan, value) -> plan.withOptimizer(choice("optimizer", value, OPTIMIZERS)));
    keys.put("schedule", (plan, value) -> plan.withSchedule(choice("schedule", value, SCHEDULES)));
    keys.put("batch", (plan, value) -> plan.withBatch(whole("batch", value)));
    keys.put("epochs", (plan, value) -> plan.withEpochs(whole("epochs", value)));
    keys.put("patience", (plan, value) -> plan.withPatience(whole("patience", value)));
    keys.put("threads", (plan, value) -> plan.withThreads(whole("threads", value)));
    keys.put("seed", (plan, value) -> plan.withSeed(seed(value)));
    keys.put("clip", (plan, value) -> plan.withClip(new Numbers(context).number("clip", value, Domain.POSITIVE)));
    keys.put("class_weights", (plan, value) -> plan.withClassWeights(classWeights(value)));
  }

  /** The plan; settings that are wrong are reported and left at their defaults. */
  TrainingPlan plan(TrainDecl train) {
    TrainingPlan plan = TrainingPlan.defaults();
    Map<String, Span> seen = new HashMap<>();
    for (Setting setting : train.settings()) {
      String key = setting.key().name();
      Span first = seen.putIfAbsent(key, setting.key().span());
      if (!keys.containsKey(key)) {
        reporter.report(unknown(setting));
      } else if (first != null) {
        reporter.report(Problems.duplicate(key, setting.key().span(), first));
      } else {
        plan = with(plan, setting);
      }
    }
    return plan;
  }

  private Diagnostic unknown(Setting setting) {
    String key = setting.key().name();
    Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_SETTING, setting.key().span(), key);
    Optional<String> known = Optional.ofNullable(ELSEWHERE.get(key));
    return known.map(unknown::help)
        .or(() -> ofOptimizer(key).map(unknown::help))
        .or(() -> Suggestions.closest(key, keys.keySet()).map(close -> unknown.help("did you mean `" + close + "`?")))
        .orElseGet(() -> unknown.help("there are " + String.join(", ", keys.keySet())));
  }

  private static Optional<String> ofOptimizer(String key) {
    return OPTIMIZERS.entrySet().stream()
        .filter(each -> each.getValue().arguments().stream().anyMatch(argument -> argument.name().equals(key)))
        .findFirst()
        .map(each -> "it belongs to the optimizer: `optimizer = " + each.getKey() + "(" + key + " = …)`");
  }

  private TrainingPlan with(TrainingPlan plan, Setting setting) {
    try {
      return keys.get(setting.key().name()).apply(plan, setting.value());
    } catch (Rejection rejection) {
      return plan;
    }
  }

  private <T> T choice(String key, Expression value, Map<String, Choice<T>> choices) {
    Name name;
    List<Argument> arguments = List.of();
    if (value instanceof Expression.Call call) {
      name = call.function();
      arguments = call.arguments();
    } else if (value instanceof Name alone) {
      name = alone;
    } else {
      Diagnostic wrong = Diagnostic.of(Code.BAD_SETTING, value.span(), key, "one of " + words(choices));
      throw reporter.reject(value instanceof Expression.Text ? wrong.help("without quotes") : wrong);
    }
    Choice<T> choice = choices.get(name.name());
    if (choice == null) {
      throw reporter.reject(Problems.suggesting(
          Diagnostic.of(Code.BAD_SETTING, name.span(), key, "one of " + words(choices)), name.name(), choices.keySet()));
    }
    List<Double> numbers = new Numbers(context).of(name.name(), value.span(), arguments, choice.arguments());
    try {
      return choice.make().apply(numbers);
    } catch (IllegalArgumentException e) {
      // What the values must be together is known where they are used.
      throw reporter.reject(Diagnostic.of(Code.SETTINGS_DISAGREE, value.span(), key, e.getMessage()));
    }
  }

  private static String words(Map<String, ?> choices) {
    return String.join(", ", choices.keySet());
  }

  private int whole(String key, Expression value) {
    return (int) new Numbers(context).number(key, value, Domain.WHOLE);
  }

  private long seed(Expression value) {
    Rational seed = context.expressions().constant(value, "`seed`");
    if (!seed.isInteger() || seed.numerator().bitLength() > Long.SIZE - 1) {
      throw reporter.reject(Diagnostic.of(Code.BAD_SETTING, value.span(), "seed", "an integer of 64 bits"));
    }
    return seed.numerator().longValue();
  }

  private ClassWeights classWeights(Expression value) {
    if (classes.isEmpty()) {
      throw reporter.reject(Diagnostic.of(Code.NO_LABELS, value.span(), "class_weights"));
    }
    if (value instanceof Name name && name.name().equals("balanced")) {
      return ClassWeights.balanced();
    }
    if (!(value instanceof Expression.Tensor list) || list.matrix() || list.rows().get(0).size() != classes.getAsInt()) {
      throw reporter.reject(Diagnostic.of(
          Code.BAD_SETTING, value.span(), "class_weights", "`balanced` or a list of " + classes.getAsInt() + " numbers"));
    }
    Numbers numbers = new Numbers(context);
    return ClassWeights.given(reporter.all(list.rows().get(0), weight -> numbers.number("class_weights", weight, Domain.POSITIVE))
        .stream().mapToDouble(Double::doubleValue).toArray());
  }
}
