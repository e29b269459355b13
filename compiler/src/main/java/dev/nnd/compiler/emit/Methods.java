package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.schedule.Contraction;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * A method a step. Steps that differ only in what they read and write share one method: a hundred equal layers are one
 * method with other arguments.
 */
final class Methods {
  private final Numbers numbers;
  private final Kernels kernels;
  private final Set<String> taken;
  private final StepFormulas formulas;
  private final Map<String, String> byForm = new HashMap<>();
  private final Map<String, MethodSpec> methods = new LinkedHashMap<>();

  Methods(Numbers numbers, Kernels kernels, Set<String> taken, StepFormulas formulas) {
    this.numbers = numbers;
    this.kernels = kernels;
    this.taken = new HashSet<>(taken);
    this.formulas = formulas;
  }

  Iterable<MethodSpec> methods() {
    return methods.values();
  }

  /**
   * A call of a step's method.
   *
   * @param name of the method
   * @param storages the arguments
   * @param sized whether the batch size is the last of them
   */
  record StepCall(String name, List<Storage> storages, boolean sized) {}

  StepCall call(Step step, Schedule schedule) {
    Draft form = draft(step, schedule, true);
    String key = form.operands().storages().stream().map(s -> form.operands().type(s).toString()).toList()
        + form.code().toString();
    boolean sized = form.operands().isSized();
    String name = byForm.get(key);
    if (name == null) {
      name = uniqueName(JavaNames.variable(step.target().label()));
      byForm.put(key, name);
      methods.put(name, method(name, step, schedule, sized));
    }
    return new StepCall(name, form.operands().storages(), sized);
  }

  /** A name that the class has otherwise becomes the name of an action. */
  private String uniqueName(String name) {
    if (!SourceVersion.isKeyword(name) && taken.add(name)) {
      return name;
    }
    String action = "compute" + JavaNames.capitalized(name);
    String candidate = action;
    for (int i = 2; !taken.add(candidate); i++) {
      candidate = action + i;
    }
    return candidate;
  }

  private record Draft(Operands operands, CodeBlock code) {}

  private MethodSpec method(String name, Step step, Schedule schedule, boolean sized) {
    Draft draft = draft(step, schedule, false);
    MethodSpec.Builder method = MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("$L\n", formulas.formula(step));
    for (Storage storage : draft.operands().storages()) {
      method.addParameter(ParameterSpec.builder(
          draft.operands().type(storage), draft.operands().name(storage)).build());
    }
    if (sized) {
      method.addParameter(int.class, "size");
    }
    return method.addCode(draft.code()).build();
  }

  private Draft draft(Step step, Schedule schedule, boolean anonymous) {
    LocalNames local = new LocalNames();
    local.parameter("size");
    Operands operands = new Operands(numbers, local, anonymous);
    Nest nest = new Nest(schedule, numbers, local, operands);
    if (step instanceof Step.Map map) {
      map(map, schedule, nest, operands);
    } else if (step instanceof Step.LogSumExp parts) {
      logSumExp(parts, schedule, nest);
    } else if (step instanceof Step.Product product) {
      nest.add(kernels.call(product.product(), schedule, product.target(), operands, product.adds()));
    } else {
      accumulate((Step.Accumulate) step, nest, operands);
    }
    return new Draft(operands, nest.code());
  }

  private void map(Step.Map step, Schedule schedule, Nest nest, Operands operands) {
    if (step.contraction().isPresent()) {
      Contraction contraction = step.contraction().get();
      nest.add(kernels.call(contraction, schedule, step.target(), operands, false));
      if (step.element() == schedule.pool().element(contraction.reduction())) {
        return;
      }
    }
    List<Expr> indices = step.tensor().axes().stream().map(schedule.pool()::axis).toList();
    Expr element = step.element();
    if (step.contraction().isEmpty()) {
      nest.compute(step.tensor());
    }
    step.contraction().ifPresent(contraction ->
        nest.readInstead(contraction.reduction(), step.target()));
    step.summed().ifPresent(summed -> nest.readInstead(summed, step.target()));
    List<Axis> loops = step.axes().stream().filter(axis -> axis.size() != 1).toList();
    if (!loops.isEmpty()) {
      sideBySide(step, schedule.pool(), loops, element, nest);
      return;
    }
    nest.emit(loops, element, List.of(step.target()), value -> store(step, indices, value, nest));
  }

  private static void sideBySide(Step.Map step, ExprPool pool, List<Axis> loops, Expr element, Nest nest) {
    SideBySide neighbours = SideBySide.of(loops, element, nest);
    neighbours.chains().forEach(nest::goOn);
    List<Axis> outer = loops.subList(0, loops.size() - 1);
    int rest = neighbours.rest();
    if (neighbours.isWhole()) {
      stretch(step, pool, outer, neighbours, pool.zero(), neighbours.width(), nest);
      return;
    }
    stretch(step, pool, loops, neighbours, pool.axis(neighbours.column()), neighbours.width(), nest);
    if (rest < neighbours.column().size()) {
      stretch(step, pool, outer, neighbours, pool.num(rest), neighbours.column().size() - rest, nest);
    }
  }

  private static void stretch(
      Step.Map step, ExprPool pool, List<Axis> loops, SideBySide neighbours, Expr first, int count, Nest nest) {
    List<Expr> bodies = neighbours.at(first, count, neighbours.element(), pool);
    List<List<Expr>> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      targets.add(new ArrayList<>());
    }
    for (Axis axis : step.tensor().axes()) {
      List<Expr> positions = neighbours.at(first, count, pool.axis(axis), pool);
      for (int i = 0; i < count; i++) {
        targets.get(i).add(positions.get(i));
      }
    }
    int stride = loops.contains(neighbours.column()) ? count : 1;
    nest.emit(loops, bodies, stride, List.of(step.target()), values -> {
      for (int i = 0; i < count; i++) {
        store(step, targets.get(i), values.get(i), nest);
      }
    });
  }

  private static void store(Step.Map step, List<Expr> indices, Code value, Nest nest) {
    CodeBlock target = nest.elements().element(step.target(), step.tensor(), indices).block();
    nest.add(CodeBlock.builder().addStatement("$L = $L", target, value.block()).build());
  }

  private void logSumExp(Step.LogSumExp step, Schedule schedule, Nest nest) {
    Expr element = schedule.pool().element(step.tensor());
    List<Expr> indices = step.tensor().axes().stream().map(schedule.pool()::axis).toList();
    List<Axis> loops = step.tensor().axes().stream().filter(axis -> axis.size() != 1).toList();
    nest.compute(step.tensor());
    nest.emit(loops, element, step.targets(), unused -> {
      LogSumExp parts = nest.scalars().logSumExp((Access) element);
      CodeBlock max = nest.elements().element(step.maxima(), step.tensor(), indices).block();
      CodeBlock log = nest.elements().element(step.target(), step.tensor(), indices).block();
      nest.add(CodeBlock.builder()
          .addStatement("$L = $L", max, parts.max().block())
          .addStatement("$L = $L", log, parts.log().block())
          .build());
    });
  }

  private void accumulate(Step.Accumulate step, Nest nest, Operands operands) {
    Scatter scatter = step.tensor();
    if (!step.adds()) {
      clear(step.target(), nest, operands);
    }
    for (Scatter.Clause clause : step.clauses()) {
      List<Axis> loops = clause.axes().stream().filter(axis -> axis.size() != 1).toList();
      nest.emit(loops, clause.body(), List.of(step.target()), value -> {
        CodeBlock target = nest.elements().element(step.target(), scatter, clause.target()).block();
        CodeBlock.Builder statement = CodeBlock.builder();
        Optional<CodeBlock> within = nest.elements().within(scatter, clause.target());
        within.ifPresent(condition -> statement.beginControlFlow("if ($L)", condition));
        statement.addStatement("$L += $L", target, value.block());
        within.ifPresent(condition -> statement.endControlFlow());
        nest.add(statement.build());
      });
    }
  }

  private void clear(Storage target, Nest nest, Operands operands) {
    String name = operands.name(target);
    CodeBlock.Builder code = CodeBlock.builder();
    if (target instanceof Storage.Rows) {
      code.beginControlFlow("for (int n = 0; n < $L; n++)", operands.size())
          .addStatement("$T.fill($L[n], $L)", Arrays.class, name, numbers.zero())
          .endControlFlow();
    } else if (target.hasRows()) {
      code.beginControlFlow("for ($T row : $L)", numbers.vector(), name)
          .addStatement("$T.fill(row, $L)", Arrays.class, numbers.zero())
          .endControlFlow();
    } else {
      code.addStatement("$T.fill($L, $L)", Arrays.class, name, numbers.zero());
    }
    nest.add(code.build());
  }
}
