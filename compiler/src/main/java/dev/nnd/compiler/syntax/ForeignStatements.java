package dev.nnd.compiler.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words that begin statements in other languages and books, and what is written here instead. */
final class ForeignStatements {

  private static final Map<String, String> INSTEAD = instead();

  private ForeignStatements() {}

  private static Map<String, String> instead() {
    Map<String, String> instead = new HashMap<>();
    put(instead, "a value is defined without a keyword, `y = …`, a size by `dim n = …`",
        "let", "var", "val", "auto", "set", "int", "float", "double", "real", "vector", "matrix", "tensor", "define");
    put(instead, "a function is defined by `fn f(x) = …`", "def", "func", "function", "fun", "static", "void");
    put(instead, "a function is defined apart, `fn f(z) = …`, and passed by its name", "lambda");
    put(instead, "what is trained is declared by `param W : [3, 4] ~ glorot_uniform`",
        "parameter", "parameters", "weight", "weights", "variable", "trainable");
    put(instead, "a network is declared by `network Name { … }`", "model", "module", "net", "graph", "program", "begin");
    put(instead, "`repeat 3 { … }` repeats; `sum(i: …)` and `y[i] = …` go over an index", "for", "while", "loop", "do");
    put(instead, "settings stand in a block, `train { optimizer = adam(rate = 0.01)  epochs = 10 }`",
        "optimizer", "optimiser", "epochs", "batch", "fit", "compile", "training");
    put(instead, "labels are declared by `class Name { red, green }`", "enum", "labels");
    put(instead, "what is predicted is declared by `output p = …`, what is to be matched by `target y : …`",
        "label", "truth", "predict", "print", "yield", "give");
    put(instead, "a size is declared by `dim n = …`", "size", "hyperparameter", "shape");
    return Map.copyOf(instead);
  }

  private static void put(Map<String, String> instead, String help, String... words) {
    List.of(words).forEach(word -> instead.put(word, help));
  }

  /** What to write instead of a statement that begins with this word. */
  static Optional<String> of(String word) {
    return Optional.ofNullable(INSTEAD.get(word));
  }
}
