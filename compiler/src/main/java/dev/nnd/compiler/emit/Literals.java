package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.ClassWeights;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Layout;
import dev.nnd.runtime.MetricDirection;
import dev.nnd.runtime.Optimizer;
import dev.nnd.runtime.Parameter;
import dev.nnd.runtime.TrainingPlan;
import java.util.List;

/** Values of the runtime's types as the Java that makes them. */
final class Literals {
  private Literals() {}

  static CodeBlock initializer(Initializer initializer) {
    if (initializer instanceof Initializer.Zeros) {
      return CodeBlock.of("$T.zeros()", Initializer.class);
    }
    if (initializer instanceof Initializer.Ones) {
      return CodeBlock.of("$T.ones()", Initializer.class);
    }
    if (initializer instanceof Initializer.Constant constant) {
      return CodeBlock.of("$T.constant($L)", Initializer.class, constant.value());
    }
    if (initializer instanceof Initializer.Uniform uniform) {
      return CodeBlock.of("$T.uniform($L, $L)", Initializer.class, uniform.low(), uniform.high());
    }
    if (initializer instanceof Initializer.Normal normal) {
      return CodeBlock.of("$T.normal($L, $L)", Initializer.class, normal.mean(), normal.deviation());
    }
    if (initializer instanceof Initializer.GlorotUniform glorot) {
      return CodeBlock.of("$T.glorotUniform($L, $L)", Initializer.class, glorot.fanIn(), glorot.fanOut());
    }
    if (initializer instanceof Initializer.GlorotNormal glorot) {
      return CodeBlock.of("$T.glorotNormal($L, $L)", Initializer.class, glorot.fanIn(), glorot.fanOut());
    }
    if (initializer instanceof Initializer.HeUniform he) {
      return CodeBlock.of("$T.heUniform($L)", Initializer.class, he.fanIn());
    }
    if (initializer instanceof Initializer.HeNormal he) {
      return CodeBlock.of("$T.heNormal($L)", Initializer.class, he.fanIn());
    }
    if (initializer instanceof Initializer.LecunNormal lecun) {
      return CodeBlock.of("$T.lecunNormal($L)", Initializer.class, lecun.fanIn());
    }
    if (initializer instanceof Initializer.Orthogonal orthogonal) {
      return CodeBlock.of("$T.orthogonal($L, $L)", Initializer.class, orthogonal.rows(), orthogonal.columns());
    }
    Initializer.Values values = (Initializer.Values) initializer;
    if (values.values().stream().allMatch(value -> value == 0)) {
      return CodeBlock.of("$T.zeros()", Initializer.class);
    }
    return CodeBlock.of("$T.values($L)", Initializer.class, doubles(values.values()));
  }

  private static CodeBlock doubles(List<Double> values) {
    return values.stream().map(value -> CodeBlock.of("$L", value)).collect(CodeBlock.joining(",$W"));
  }

  static CodeBlock parameter(Model.Kept kept, Storage.Parameter storage) {
    CodeBlock.Builder code = CodeBlock.builder().add(
        "$T.$L($S,$W$L,$W$L", Parameter.class,
        kept.leaf().kind() == Leaf.Kind.STATE ? "state" : "of",
        kept.name(), layout(storage), initializer(kept.initializer()));
    kept.leaf().shape().forEach(size -> code.add(", $L", size));
    return code.add(")").build();
  }

  private static CodeBlock layout(Storage.Parameter storage) {
    Layout layout = storage.layout();
    return storage.isTransposed()
        ? CodeBlock.of("$T.transposed($L, $L)", Layout.class, layout.columns(), layout.rows())
        : CodeBlock.of("$T.rows($L, $L)", Layout.class, layout.rows(), layout.columns());
  }

  static CodeBlock optimizer(Optimizer optimizer) {
    if (optimizer instanceof Optimizer.Sgd sgd) {
      return sgd.momentum() == 0 && sgd.decay() == 0 && !sgd.nesterov()
          ? CodeBlock.of("$T.sgd($L)", Optimizer.class, sgd.rate())
          : CodeBlock.of(
              "$T.sgd($L, $L, $L, $L)", Optimizer.class, sgd.rate(), sgd.momentum(), sgd.nesterov(), sgd.decay());
    }
    if (optimizer instanceof Optimizer.Adagrad adagrad) {
      return CodeBlock.of("$T.adagrad($L)", Optimizer.class, adagrad.rate());
    }
    if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      return CodeBlock.of("$T.rmsprop($L, $L)", Optimizer.class, rmsprop.rate(), rmsprop.rho());
    }
    if (optimizer instanceof Optimizer.Adam adam) {
      return CodeBlock.of(
          "$T.adam($L, $L, $L, $L)", Optimizer.class, adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon());
    }
    Optimizer.AdamW adam = (Optimizer.AdamW) optimizer;
    return CodeBlock.of(
        "$T.adamw($L, $L, $L, $L, $L)", Optimizer.class,
        adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon(), adam.decay());
  }

  static CodeBlock plan(TrainingPlan plan) {
    CodeBlock.Builder code = CodeBlock.builder()
        .add("$T.defaults()", TrainingPlan.class)
        .add("\n.withOptimizer($L)", optimizer(plan.optimizer()))
        .add("\n.withBatch($L)", plan.batch())
        .add("\n.withEpochs($L)", plan.epochs())
        .add("\n.withSeed($LL)", plan.seed());
    plan.patience().ifPresent(patience -> code.add("\n.withPatience($L)", patience));
    if (plan.threads() != 1) {
      code.add("\n.withThreads($L)", plan.threads());
    }
    if (!(plan.schedule() instanceof dev.nnd.runtime.Schedule.Constant)) {
      code.add("\n.withSchedule($L)", schedule(plan.schedule()));
    }
    plan.clip().ifPresent(clip -> code.add("\n.withClip($L)", clip));
    if (!(plan.classWeights() instanceof ClassWeights.Equal)) {
      code.add("\n.withClassWeights($L)", classWeights(plan.classWeights()));
    }
    if (!plan.directions().isEmpty()) {
      code.add("\n.withDirections($L)", plan.directions().stream()
          .map(direction -> CodeBlock.of("$T.$L", MetricDirection.class, direction))
          .collect(CodeBlock.joining(", ")));
    }
    return code.build();
  }

  private static CodeBlock schedule(dev.nnd.runtime.Schedule schedule) {
    Class<?> type = dev.nnd.runtime.Schedule.class;
    if (schedule instanceof dev.nnd.runtime.Schedule.Step step) {
      return CodeBlock.of("$T.step($L, $L)", type, step.every(), step.factor());
    }
    if (schedule instanceof dev.nnd.runtime.Schedule.Exponential exponential) {
      return CodeBlock.of("$T.exponential($L)", type, exponential.factor());
    }
    if (schedule instanceof dev.nnd.runtime.Schedule.Cosine cosine) {
      return CodeBlock.of("$T.cosine($L)", type, cosine.epochs());
    }
    dev.nnd.runtime.Schedule.Warmup warmup = (dev.nnd.runtime.Schedule.Warmup) schedule;
    return CodeBlock.of("$T.warmup($L)", type, warmup.steps());
  }

  private static CodeBlock classWeights(ClassWeights weights) {
    return weights instanceof ClassWeights.Given given
        ? CodeBlock.of("$T.given($L)", ClassWeights.class, doubles(given.weights()))
        : CodeBlock.of("$T.balanced()", ClassWeights.class);
  }

  /** A literal tensor. */
  static CodeBlock constant(Leaf leaf, Numbers numbers) {
    CodeBlock values = leaf.values().stream()
        .map((Rational value) -> CodeBlock.of("$L", numbers.literal(value)))
        .collect(CodeBlock.joining(",$W"));
    return CodeBlock.of("{$L}", values);
  }

  static CodeBlock strings(List<String> values) {
    return values.stream().map(value -> CodeBlock.of("$S", value)).collect(CodeBlock.joining(",$W"));
  }

  /** Each as a further argument. */
  static CodeBlock sizes(List<Integer> sizes) {
    CodeBlock.Builder code = CodeBlock.builder();
    sizes.forEach(size -> code.add(", $L", size));
    return code.build();
  }
}
