package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.List;
import java.util.Optional;

/** The loops of a step. */
record StepCode(ExprPool pool, Nest nest, Numbers numbers) {

  /** Each element by its formula; a contraction, if there is one, is in the target already. */
  void map(Step.Map step) {
    if (step.contraction().isEmpty()) {
      nest.compute(step.tensor());
    }
    step.contraction().ifPresent(contraction ->
        nest.readInstead(contraction.reduction(), step.target()));
    if (step.target() instanceof Storage.Variable variable) {
      number(variable, step);
    } else {
      nest.emit(loops(step.axes()), step.element(), List.of(step.target()), value ->
          nest.add(CodeBlock.builder().addStatement("$L = $L", target(step.target(), step.tensor()), value.block()).build()));
    }
    nest.computed(step.tensor());
  }

  /** A variable is declared, unless the formula has got one by what it is. */
  private void number(Storage.Variable target, Step.Map step) {
    Expr element = pool.element(step.tensor());
    Code name = nest.elements().element(target, step.tensor(), List.of());
    nest.name(step.element(), name.toString());
    nest.emit(List.of(), step.element(), List.of(), value -> {
      if (nest.scalars().isKnown(step.element())) {
        nest.scalars().alias(element, value);
      } else {
        nest.add(CodeBlock.builder().addStatement("$T $L = $L", numbers.type(), name.block(), value.block()).build());
        nest.scalars().alias(step.element(), name);
      }
    });
  }

  private static List<Axis> loops(List<Axis> axes) {
    return axes.stream().filter(axis -> axis.size() != 1).toList();
  }

  /** The element at the tensor's own axes. */
  private CodeBlock target(Storage where, Tensor tensor) {
    List<Expr> indices = tensor.axes().stream().map(pool::axis).toList();
    return nest.elements().element(where, tensor, indices).block();
  }

  /** Both parts; of a single one they are variables already. */
  void logSumExp(Step.LogSumExp step) {
    Expr element = pool.element(step.tensor());
    nest.compute(step.tensor());
    nest.emit(loops(step.tensor().axes()), element, step.targets(), unused -> {
      LogSumExp parts = nest.scalars().logSumExp((Access) element);
      if (step.target() instanceof Storage.Variable) {
        return;
      }
      nest.add(CodeBlock.builder()
          .addStatement("$L = $L", target(step.maxima(), step.tensor()), parts.max().block())
          .addStatement("$L = $L", target(step.target(), step.tensor()), parts.log().block())
          .build());
    });
    nest.computed(step.tensor());
  }

  /** @param clear sets the target to zero */
  void accumulate(Step.Accumulate step, CodeBlock clear) {
    Scatter scatter = step.tensor();
    nest.add(clear);
    for (Scatter.Clause clause : scatter.clauses()) {
      nest.emit(loops(clause.axes()), clause.body(), List.of(step.target()), value -> {
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

  /** Sets what lies at the tensor's elements to zero. */
  void clear(Step.Accumulate step) {
    nest.emit(loops(step.tensor().axes()), pool.zero(), List.of(), value ->
        nest.add(CodeBlock.builder().addStatement("$L = $L", target(step.target(), step.tensor()), numbers.zero()).build()));
  }
}
