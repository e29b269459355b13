package dev.nnd.compiler.semantic;

import dev.nnd.compiler.semantic.Model.Kept;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network or an instance of a layer: what owns parameters and states, and instances that own more, in the order of
 * the text.
 */
final class Owner {
  private sealed interface Possession {}

  private record Held(Kept kept, Symbol symbol) implements Possession {}

  private record Part(Owner owner) implements Possession {}

  private final String path;
  private final Map<String, Possession> possessions = new LinkedHashMap<>();

  Owner(String path) {
    this.path = path;
  }

  /** As weights files name it; empty for the network. */
  String path() {
    return path;
  }

  /** The full name of something of this owner. */
  String full(String local) {
    return path.isEmpty() ? local : path + "." + local;
  }

  /** The owner at this local path, the same whenever it is asked for. */
  Owner part(String local) {
    Possession known = possessions.computeIfAbsent(local, key -> new Part(new Owner(full(key))));
    if (known instanceof Part part) {
      return part.owner();
    }
    throw new IllegalStateException(full(local) + " is a parameter and a layer");
  }

  void hold(String local, Kept kept, Symbol symbol) {
    possessions.put(local, new Held(kept, symbol));
  }

  /** The parameter or state at this local path, once it is declared. */
  Optional<Symbol> held(String local) {
    return Optional.ofNullable(possessions.get(local)).filter(Held.class::isInstance).map(held -> ((Held) held).symbol());
  }

  /** All that this and its parts hold. */
  void forEach(Consumer<Kept> action) {
    for (Possession possession : possessions.values()) {
      if (possession instanceof Held held) {
        action.accept(held.kept());
      } else if (possession instanceof Part part) {
        part.owner().forEach(action);
      }
    }
  }

  /** The symbols of all that this and its parts hold, by their paths from here. */
  Map<String, Symbol> symbols() {
    Map<String, Symbol> symbols = new LinkedHashMap<>();
    collect("", symbols);
    return symbols;
  }

  private void collect(String prefix, Map<String, Symbol> symbols) {
    possessions.forEach((local, possession) -> {
      if (possession instanceof Held held) {
        symbols.put(prefix + local, held.symbol());
      } else if (possession instanceof Part part) {
        part.owner().collect(prefix + local + ".", symbols);
      }
    });
  }

  /** What {@code h.W} stands for here. */
  Optional<Symbol> find(String dotted) {
    Optional<Symbol> here = held(dotted);
    for (int dot = dotted.indexOf('.'); dot >= 0 && here.isEmpty(); dot = dotted.indexOf('.', dot + 1)) {
      String rest = dotted.substring(dot + 1);
      if (possessions.get(dotted.substring(0, dot)) instanceof Part part) {
        here = part.owner().find(rest);
      }
    }
    return here;
  }
}
