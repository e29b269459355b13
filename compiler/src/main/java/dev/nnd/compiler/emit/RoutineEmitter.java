package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.schedule.Routine;
import dev.nnd.compiler.schedule.Routine.Kind;
import dev.nnd.compiler.schedule.Routine.Result;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import dev.nnd.runtime.Arguments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods of an exported function: each with all arguments, and with those left out that have defaults, from the last on. */
final class RoutineEmitter {
  private final FunctionEmitter function;
  private final FunctionModel model;
  private final Numbers numbers;
  private final Map<Argument, String> partials;
  private final FunctionHeader header;

  RoutineEmitter(FunctionEmitter function) {
    this.function = function;
    this.model = function.model();
    this.numbers = function.numbers();
    this.header = new FunctionHeader(function.schedule().pool(), function.schedule().function());
    this.partials = PartialNames.of(model);
  }

  List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    for (Routine routine : function.schedule().routines()) {
      String name = name(routine);
      methods.add(whole(name, routine));
      if (routine.kind() != Kind.PARTIAL) {
        methods.addAll(shorter(name, routine));
      }
    }
    return methods;
  }

  private String name(Routine routine) {
    String first = model.isOfOneNumber() ? "derivative" : model.isScalar() ? "gradient" : "jacobian";
    return switch (routine.kind()) {
      case VALUE -> "value";
      case FIRST -> first;
      case VALUE_AND_FIRST -> "valueAnd" + JavaNames.capitalized(first);
      case SECOND -> model.isOfOneNumber() ? "secondDerivative" : "hessian";
      case PARTIAL -> partials.get(routine.by().orElseThrow());
    };
  }

  // ---- the method itself

  private MethodSpec whole(String name, Routine routine) {
    LocalNames local = new LocalNames();
    Operands operands = new Operands(numbers, local, false);
    Map<String, String> parameters = new LinkedHashMap<>();
    MethodSpec.Builder method = method(name, routine, operands, model.arguments(), parameters);
    method.addJavadoc("$L", javadoc(routine, parameters));
    function.literals().forEach(operands::field);
    Nest nest = new Nest(routine.placement(), numbers, local, operands, shared(routine));
    StepCode code = new StepCode(function.schedule().pool(), nest, numbers);
    model.arguments().forEach(argument -> nest.add(check(argument, parameters.get(argument.name()))));
    routine.results().forEach(result ->
        nest.add(lengths(result.label(), parameters.get(result.label()), result.lengths())));
    Optional<Step.Map> returned = returnedLast(routine);
    for (Step step : routine.steps()) {
      if (returned.filter(last -> last == step).isEmpty()) {
        add(step, code, operands);
      }
    }
    returned.ifPresentOrElse(
        last -> {
          nest.compute(last.tensor());
          nest.emit(List.of(), last.element(), List.of(), value ->
              nest.add(CodeBlock.builder().addStatement("return $L", value.block()).build()));
        },
        () -> result(routine).ifPresent(step -> nest.add(CodeBlock.builder()
            .addStatement("return $L", nest.scalars().of(function.schedule().pool().element(step.tensor())).block())
            .build())));
    return method.addCode(nest.code()).build();
  }

  private static Optional<Step> result(Routine routine) {
    return routine.steps().stream().filter(step -> routine.returned().filter(step.target()::equals).isPresent()).findFirst();
  }

  /** What computes the result, if no other step reads that: it comes last. */
  private static Optional<Step.Map> returnedLast(Routine routine) {
    return result(routine)
        .filter(step -> step instanceof Step.Map)
        .map(step -> (Step.Map) step)
        .filter(step -> routine.steps().stream().noneMatch(other -> Dag.read(bodies(other)).contains(step.tensor())));
  }

  private static List<Expr> bodies(Step step) {
    return step instanceof Step.Map map ? List.of(map.element()) : step.tensor().bodies();
  }

  private void add(Step step, StepCode code, Operands operands) {
    if (step.target() instanceof Storage.Flat) {
      for (Storage target : step.targets()) {
        code.nest().add(CodeBlock.builder()
            .addStatement("$T $L = new $T[$L]", numbers.vector(), operands.name(target), numbers.type(), ((Storage.Flat) target).count())
            .build());
      }
    }
    if (step instanceof Step.Map map) {
      code.map(map);
    } else if (step instanceof Step.LogSumExp parts) {
      code.logSumExp(parts);
    } else {
      accumulate((Step.Accumulate) step, code);
    }
  }

  /** A new array holds zeros. */
  private static void accumulate(Step.Accumulate step, StepCode code) {
    if (!(step.target() instanceof Storage.Flat)) {
      code.clear(step);
    }
    code.accumulate(step, CodeBlock.of(""));
  }

  private MethodSpec.Builder method(
      String name, Routine routine, Operands operands, List<Argument> arguments, Map<String, String> parameters) {
    MethodSpec.Builder method = MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(routine.returned().isPresent() ? numbers.type() : TypeName.VOID);
    for (Argument argument : arguments) {
      String parameter = operands.pass(argument.name());
      parameters.put(argument.name(), parameter);
      method.addParameter(numbers.array(argument.leaf().rank()), parameter);
    }
    for (Result result : routine.results()) {
      String parameter = operands.pass(result.label());
      parameters.put(result.label(), parameter);
      method.addParameter(numbers.array(result.lengths().size()), parameter);
    }
    return method;
  }

  /** What more than one step uses, or one step more than once: single numbers only. */
  private static Predicate<Expr> shared(Routine routine) {
    Map<Expr, Integer> uses = new HashMap<>();
    Set<Expr> bodies = new HashSet<>();
    for (Step step : routine.steps()) {
      if (step instanceof Step.Map map) {
        uses.merge(map.element(), 1, Integer::sum);
        bodies.add(map.element());
      }
    }
    for (Expr e : Dag.expressions(bodies)) {
      for (Expr child : e.children()) {
        uses.merge(child, 1, Integer::sum);
      }
    }
    return e -> e.axes().isEmpty() && uses.getOrDefault(e, 0) > 1;
  }

  // ---- with defaults

  private List<MethodSpec> shorter(String name, Routine routine) {
    List<MethodSpec> methods = new ArrayList<>();
    List<Argument> given = new ArrayList<>(model.arguments());
    for (int i = model.arguments().size() - 1; i >= 0; i--) {
      if (model.arguments().get(i).isOptional()) {
        given.remove(i);
        methods.add(shorter(name, routine, given));
      }
    }
    return methods;
  }

  private MethodSpec shorter(String name, Routine routine, List<Argument> given) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Operands operands = new Operands(numbers, new LocalNames(), false);
    MethodSpec.Builder method = method(name, routine, operands, given, parameters);
    List<CodeBlock> passed = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Argument argument : model.arguments()) {
      if (given.contains(argument)) {
        passed.add(CodeBlock.of("$L", parameters.get(argument.name())));
      } else {
        passed.add(function.byDefault(argument));
        left.add(argument.leaf().rank() == 0
            ? argument.name() + " = " + number(argument.defaults().get(0))
            : argument.name() + " by default");
      }
    }
    routine.results().forEach(result -> passed.add(CodeBlock.of("$L", parameters.get(result.label()))));
    String call = routine.returned().isPresent() ? "return $L($L)" : "$L($L)";
    return method
        .addJavadoc("$L\n", "The same with " + Comments.javadoc(String.join(", ", left)) + ".")
        .addStatement(call, name, CodeBlock.join(passed, ",$W"))
        .build();
  }

  /** As one would write it. */
  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  // ---- checks

  private CodeBlock check(Argument argument, String name) {
    CodeBlock.Builder code = CodeBlock.builder().add(lengths(argument.name(), name, argument.leaf().shape()));
    Range range = argument.leaf().facts().range();
    if (Double.isFinite(range.low()) || Double.isFinite(range.high())) {
      code.add(range(argument.name(), name, argument.leaf().rank(), range));
    }
    return code.build();
  }

  private CodeBlock range(String label, String name, int rank, Range range) {
    if (rank == 0) {
      return CodeBlock.builder()
          .addStatement("$T.range($S, $L, $L, $L)", Arguments.class, label, name, bound(range.low()), bound(range.high()))
          .build();
    }
    String part = name + "_";
    return CodeBlock.builder()
        .beginControlFlow("for ($T $L : $L)", numbers.array(rank - 1), part, name)
        .add(range(label, part, rank - 1, range))
        .endControlFlow()
        .build();
  }

  private static String bound(double bound) {
    return Double.isInfinite(bound) ? "Double." + (bound < 0 ? "NEGATIVE" : "POSITIVE") + "_INFINITY" : Double.toString(bound);
  }

  private CodeBlock lengths(String label, String name, List<Integer> lengths) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (lengths.size() == 1) {
      code.addStatement("$T.row($S, $L, $L)", Arguments.class, label, name, lengths.get(0));
    } else if (lengths.size() == 2) {
      code.addStatement("$T.matrix($S, $L, $L, $L)", Arguments.class, label, name, lengths.get(0), lengths.get(1));
    } else if (lengths.size() > 2) {
      String part = name + "_";
      code.addStatement("$T.rows($S, $L.length, $L)", Arguments.class, label, name, lengths.get(0));
      code.beginControlFlow("for ($T $L : $L)", numbers.array(lengths.size() - 1), part, name);
      code.add(lengths(label, part, lengths.subList(1, lengths.size())));
      code.endControlFlow();
    }
    return code.build();
  }

  // ---- documentation

  private String javadoc(Routine routine, Map<String, String> parameters) {
    List<String> formulas = formulas(routine);
    StringBuilder text = new StringBuilder();
    if (formulas.size() == 1) {
      text.append(Comments.javadoc(formulas.get(0))).append('\n');
    } else {
      text.append(title(routine)).append("\n\n<pre>\n");
      formulas.forEach(line -> text.append("  ").append(Comments.javadoc(line)).append('\n'));
      text.append("</pre>\n");
    }
    if (!routine.results().isEmpty()) {
      text.append('\n');
    }
    for (Result result : routine.results()) {
      String extent = result.lengths().stream().map(String::valueOf).collect(Collectors.joining(" x "));
      text.append("@param ").append(parameters.get(result.label())).append(" is filled: ")
          .append(result.lengths().equals(List.of(1)) ? "one number" : extent)
          .append(meaning(routine, result)).append('\n');
    }
    return text.toString();
  }

  private String title(Routine routine) {
    String by = model.variables().stream().map(Argument::name).collect(Collectors.joining(", "));
    return Comments.javadoc(switch (routine.kind()) {
      case VALUE -> "The value.";
      case FIRST -> (model.isScalar() ? "The gradient by " : "The Jacobian by ") + by + ".";
      case VALUE_AND_FIRST -> "The value, and the derivatives by " + by + ".";
      case SECOND -> "The second derivatives by " + by + ".";
      case PARTIAL -> "The derivatives by " + routine.by().orElseThrow().name() + ".";
    });
  }

  private String meaning(Routine routine, Result result) {
    return switch (result.label().replace(".result", "")) {
      case "gradient" -> routine.kind() == Kind.PARTIAL ? "" : " components";
      case "jacobian" -> ", a row for each element of the result";
      case "hessian" -> ", symmetric";
      default -> "";
    };
  }

  private List<String> formulas(Routine routine) {
    DerivedFunction derived = function.schedule().function();
    List<FormulaLine> lines = new ArrayList<>();
    if (routine.kind() == Kind.VALUE || routine.kind() == Kind.VALUE_AND_FIRST) {
      lines.addAll(header.value());
    }
    if (routine.kind() == Kind.FIRST || routine.kind() == Kind.VALUE_AND_FIRST) {
      model.variables().forEach(variable -> lines.addAll(header.lines(derived.by(variable))));
    }
    if (routine.kind() == Kind.SECOND) {
      derived.second().forEach(block -> lines.addAll(header.lines(block)));
    }
    routine.by().ifPresent(argument -> lines.addAll(header.lines(derived.by(argument))));
    return lines.size() == 1 ? List.of(lines.get(0).text()) : FormulaLine.aligned(List.of(lines));
  }
}
