package dev.nnd.compiler.dump;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.NndText;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.schedule.Contraction;
import dev.nnd.compiler.schedule.FunctionSchedule;
import dev.nnd.compiler.schedule.Pass;
import dev.nnd.compiler.schedule.Routine;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Schedules;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A schedule: how parameters lie in memory, then pass by pass the steps with their buffers, loops and kernels. */
public final class ScheduleText {
  private final ExprPool pool;
  private final List<String> lines = new ArrayList<>();

  private ScheduleText(ExprPool pool) {
    this.pool = pool;
  }

  public static String of(Schedules schedules) {
    return schedules.isModal()
        ? "in training\n" + of(schedules.training()) + "in inference\n" + of(schedules.inference())
        : of(schedules.training());
  }

  private static String of(Schedule schedule) {
    ScheduleText text = new ScheduleText(schedule.pool());
    text.write(schedule);
    return String.join("\n", text.lines) + "\n";
  }

  /** Method by method. */
  public static String of(FunctionSchedule schedule) {
    ScheduleText text = new ScheduleText(schedule.pool());
    for (Routine routine : schedule.routines()) {
      text.lines.add("method " + routine.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
          + routine.by().map(argument -> " by " + argument.name()).orElse(""));
      routine.steps().forEach(step -> text.step(step, Optional.empty()));
    }
    return String.join("\n", text.lines) + "\n";
  }

  private void write(Schedule schedule) {
    schedule.parameters().forEach(parameter -> lines.add("parameter " + parameter.label() + " "
        + parameter.leaf().shape() + (parameter.isTransposed() ? ", transposed" : "")));
    schedule.copies().values().forEach(copy -> lines.add("copy " + copy.label() + " of " + copy.of().label()
        + (copy.isTransposed() ? ", transposed" : ", by rows")));
    for (Pass pass : Pass.values()) {
      if (!schedule.steps(pass).isEmpty()) {
        lines.add("pass " + pass.name().toLowerCase(Locale.ROOT));
        schedule.steps(pass).forEach(step -> step(step, Optional.of(schedule)));
      }
    }
  }

  private void step(Step step, Optional<Schedule> schedule) {
    step.targets().forEach(target -> lines.add("  " + target(target)));
    if (step instanceof Step.Draw draw) {
      String distribution = draw.tensor().kind() == Leaf.Kind.NORMAL_NOISE ? "normal" : "uniform";
      lines.add("    " + distribution + " noise, site " + draw.site());
    } else if (step instanceof Step.Map map) {
      Notation notation = Notation.indexed(pool);
      Notation.Equation equation = notation.equation(new Formula.Symbol(step.target().label()), step.tensor().axes(), map.element());
      lines.add("    loops  " + loops(map.axes()));
      map.contraction().ifPresent(contraction -> lines.add("    kernel " + kernel(contraction, schedule.orElseThrow())));
      lines.add("    " + NndText.of(equation));
    } else if (step instanceof Step.Product product) {
      lines.add("    kernel " + kernel(product.product(), schedule.orElseThrow()) + (product.adds() ? ", added to what is there" : ""));
    } else {
      Tensor tensor = step.tensor();
      Notation.Equation equation = Notation.indexed(pool)
          .equation(new Formula.Symbol(step.target().label()), tensor.axes(), pool.element(tensor));
      lines.add(step instanceof Step.LogSumExp ? "    the maximum, and the logarithm of the rest" : clauses(step));
      lines.add("    " + NndText.of(equation));
    }
  }

  private static String clauses(Step step) {
    return step instanceof Step.Accumulate accumulate && accumulate.adds()
        ? "    further clauses, added to what is there"
        : "    clauses, from zero";
  }

  private static String loops(List<Axis> axes) {
    return axes.isEmpty() ? "none" : axes.stream().map(ScheduleText::size).collect(Collectors.joining(" x "));
  }

  private static String size(Axis axis) {
    return axis.isBatch() ? "batch" : String.valueOf(axis.size());
  }

  private static String kernel(Contraction contraction, Schedule schedule) {
    return "rows of " + schedule.rows(contraction).label()
        + contraction.scale().map(scale -> " scaled by " + schedule.storage().get(scale.tensor()).label()).orElse("")
        + ", summed over " + size(contraction.summed());
  }

  private static String target(Storage storage) {
    if (storage instanceof Storage.Rows rows) {
      return "buffer " + rows.label() + " [batch, " + rows.columns() + "] of the " + owner(rows.owner());
    }
    if (storage instanceof Storage.PerExample example) {
      return "buffer " + example.label() + " [batch] of the " + owner(example.owner());
    }
    if (storage instanceof Storage.Flat flat) {
      return "buffer " + flat.label() + " [" + flat.count() + "] of the " + owner(flat.owner());
    }
    if (storage instanceof Storage.Variable variable) {
      return "variable " + variable.label();
    }
    if (storage instanceof Storage.Passed passed) {
      return "result " + passed.text();
    }
    return storage instanceof Storage.Gradient gradient ? "gradient " + gradient.label() : "store " + storage.label();
  }

  private static String owner(Pass pass) {
    return pass.name().toLowerCase(Locale.ROOT) + " pass";
  }
}
