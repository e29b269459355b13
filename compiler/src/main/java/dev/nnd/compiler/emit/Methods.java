package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.nnd.compiler.schedule.Contraction;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Nest nest = new Nest(schedule.placement(), numbers, local, operands);
    StepCode code = new StepCode(schedule.pool(), nest, numbers);
    if (step instanceof Step.Map map) {
      map(map, schedule, nest, code, operands);
    } else if (step instanceof Step.LogSumExp parts) {
      code.logSumExp(parts);
    } else if (step instanceof Step.Product product) {
      nest.add(kernels.call(product.product(), schedule, product.target(), operands, product.adds()));
    } else {
      Step.Accumulate sum = (Step.Accumulate) step;
      code.accumulate(sum, sum.adds() ? CodeBlock.of("") : clear(sum.target(), operands));
    }
    return new Draft(operands, nest.code());
  }

  private void map(Step.Map step, Schedule schedule, Nest nest, StepCode code, Operands operands) {
    if (step.contraction().isPresent()) {
      Contraction contraction = step.contraction().get();
      nest.add(kernels.call(contraction, schedule, step.target(), operands, false));
      if (step.element() == schedule.pool().element(contraction.reduction())) {
        return;
      }
    }
    code.map(step);
  }

  private CodeBlock clear(Storage target, Operands operands) {
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
    return code.build();
  }
}
