package dev.nnd.compiler.semantic;

import java.util.List;

/**
 * What a file makes.
 *
 * @param networks in their order
 * @param functions those that are exported, in their order
 */
public record Program(List<Model> networks, List<FunctionModel> functions) {
  public Program {
    networks = List.copyOf(networks);
    functions = List.copyOf(functions);
  }
}
