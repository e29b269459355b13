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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loops of a step. */
record StepCode(ExprPool pool, Nest nest, Numbers numbers) {

  /** Each element by its formula; a contraction, or what is summed already, is in the target. */
  void map(Step.Map step) {
    if (step.contraction().isEmpty()) {
      nest.compute(step.tensor());
    }
    step.contraction().ifPresent(contraction ->
        nest.readInstead(contraction.reduction(), step.target()));
    step.summed().ifPresent(summed -> nest.readInstead(summed, step.target()));
    List<Axis> loops = loops(step.axes());
    if (step.target() instanceof Storage.Variable variable) {
      number(variable, step);
    } else if (loops.isEmpty()) {
      nest.emit(loops, step.element(), List.of(step.target()), value -> store(step, indices(step.tensor()), value));
    } else {
      sideBySide(step, loops);
    }
    nest.computed(step.tensor());
  }

  private void sideBySide(Step.Map step, List<Axis> loops) {
    SideBySide neighbours = SideBySide.of(loops, step.element(), nest);
    neighbours.chains().forEach(nest::goOn);
    List<Axis> outer = loops.subList(0, loops.size() - 1);
    int rest = neighbours.rest();
    if (neighbours.isWhole()) {
      stretch(step, outer, neighbours, pool.zero(), neighbours.width());
      return;
    }
    stretch(step, loops, neighbours, pool.axis(neighbours.column()), neighbours.width());
    if (rest < neighbours.column().size()) {
      stretch(step, outer, neighbours, pool.num(rest), neighbours.column().size() - rest);
    }
  }

  private void stretch(Step.Map step, List<Axis> loops, SideBySide neighbours, Expr first, int count) {
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
        store(step, targets.get(i), values.get(i));
      }
    });
  }

  private void store(Step.Map step, List<Expr> indices, Code value) {
    CodeBlock target = nest.elements().element(step.target(), step.tensor(), indices).block();
    nest.add(CodeBlock.builder().addStatement("$L = $L", target, value.block()).build());
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
    return nest.elements().element(where, tensor, indices(tensor)).block();
  }

  private List<Expr> indices(Tensor tensor) {
    return tensor.axes().stream().map(pool::axis).toList();
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

  /** @param clear sets the target to zero, where nothing is there to be added to */
  void accumulate(Step.Accumulate step, CodeBlock clear) {
    Scatter scatter = step.tensor();
    nest.add(clear);
    for (Scatter.Clause clause : step.clauses()) {
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
