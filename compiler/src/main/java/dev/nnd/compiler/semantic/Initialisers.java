package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.semantic.Numbers.Domain;
import dev.nnd.compiler.semantic.Numbers.Item;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.runtime.Initializer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Where a parameter starts: the distributions by their names, with fans from the shape where none are given. */
final class Initialisers {
  private record Distribution(List<Item> arguments, Function<List<Double>, Initializer> make) {}

  private final Context context;

  Initialisers(Context context) {
    this.context = context;
  }

  Initializer of(Expression.Call call, List<Integer> shape) {
    String name = call.function().name();
    Map<String, Distribution> known = distributions(shape);
    Distribution distribution = known.get(name);
    if (distribution == null) {
      Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_INITIALISER, call.function().span(), name);
      String renamed = name.toLowerCase(Locale.ROOT).replace("xavier", "glorot").replace("kaiming", "he");
      throw context.reporter().reject(known.containsKey(renamed)
          ? unknown.help("it is named `" + renamed + "`")
          : Suggestions.closest(name, known.keySet())
              .map(close -> unknown.help("did you mean `" + close + "`?"))
              .orElseGet(() -> unknown.help("there are " + String.join(", ", known.keySet()))));
    }
    List<Double> arguments = new Numbers(context).of(name, call.span(), call.arguments(), distribution.arguments());
    if (name.equals("uniform") && arguments.get(0) > arguments.get(1)) {
      throw context.reporter().reject(Diagnostic.of(Code.BAD_SETTING, call.span(), "b", "at least a"));
    }
    return distribution.make().apply(arguments);
  }

  private static Map<String, Distribution> distributions(List<Integer> shape) {
    List<Item> fans = List.of(
        Item.optional("fan_in", Domain.WHOLE, fanIn(shape)), Item.optional("fan_out", Domain.WHOLE, fanOut(shape)));
    List<Item> fan = fans.subList(0, 1);
    List<Item> block = List.of(
        Item.optional("rows", Domain.WHOLE, shape.isEmpty() ? 1 : shape.get(0)),
        Item.optional("columns", Domain.WHOLE, shape.size() < 2 ? 1 : fanIn(shape)));
    Map<String, Distribution> known = new TreeMap<>();
    known.put("zeros", new Distribution(List.of(), x -> Initializer.zeros()));
    known.put("ones", new Distribution(List.of(), x -> Initializer.ones()));
    known.put("constant", new Distribution(List.of(Item.required("c", Domain.ANY)), x -> Initializer.constant(x.get(0))));
    known.put("uniform", new Distribution(
        List.of(Item.required("a", Domain.ANY), Item.required("b", Domain.ANY)), x -> Initializer.uniform(x.get(0), x.get(1))));
    known.put("normal", new Distribution(
        List.of(Item.required("mean", Domain.ANY), Item.required("deviation", Domain.NON_NEGATIVE)),
        x -> Initializer.normal(x.get(0), x.get(1))));
    known.put("glorot_uniform", new Distribution(fans, x -> Initializer.glorotUniform(x.get(0).intValue(), x.get(1).intValue())));
    known.put("glorot_normal", new Distribution(fans, x -> Initializer.glorotNormal(x.get(0).intValue(), x.get(1).intValue())));
    known.put("he_uniform", new Distribution(fan, x -> Initializer.heUniform(x.get(0).intValue())));
    known.put("he_normal", new Distribution(fan, x -> Initializer.heNormal(x.get(0).intValue())));
    known.put("lecun_normal", new Distribution(fan, x -> Initializer.lecunNormal(x.get(0).intValue())));
    known.put("orthogonal", new Distribution(block, x -> Initializer.orthogonal(x.get(0).intValue(), x.get(1).intValue())));
    return known;
  }

  /** Of [out, in, …] in times the product of the rest; of a vector its length. */
  private static double fanIn(List<Integer> shape) {
    return switch (shape.size()) {
      case 0 -> 1;
      case 1 -> shape.get(0);
      default -> shape.get(1) * rest(shape);
    };
  }

  private static double fanOut(List<Integer> shape) {
    return switch (shape.size()) {
      case 0 -> 1;
      case 1 -> shape.get(0);
      default -> shape.get(0) * rest(shape);
    };
  }

  private static double rest(List<Integer> shape) {
    return shape.stream().skip(2).mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
  }
}
