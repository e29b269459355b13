package dev.nnd.compiler.syntax;

import dev.nnd.grammar.NndParser;
import java.util.Set;

/** Where a statement may stand. */
enum Place {
  FILE(
      "at top level",
      NndParser.RULE_packageDeclaration,
      NndParser.RULE_importDeclaration,
      NndParser.RULE_classDeclaration,
      NndParser.RULE_networkDeclaration,
      NndParser.RULE_dimDeclaration,
      NndParser.RULE_constDeclaration,
      NndParser.RULE_functionDeclaration,
      NndParser.RULE_layerDeclaration),
  NETWORK(
      "in a network",
      NndParser.RULE_classDeclaration,
      NndParser.RULE_dimDeclaration,
      NndParser.RULE_constDeclaration,
      NndParser.RULE_functionDeclaration,
      NndParser.RULE_layerDeclaration,
      NndParser.RULE_inputDeclaration,
      NndParser.RULE_targetDeclaration,
      NndParser.RULE_paramDeclaration,
      NndParser.RULE_stateDeclaration,
      NndParser.RULE_updateDeclaration,
      NndParser.RULE_outputDeclaration,
      NndParser.RULE_metricDeclaration,
      NndParser.RULE_repeatStatement,
      NndParser.RULE_trainBlock,
      NndParser.RULE_definition),
  LAYER(
      "in a layer",
      NndParser.RULE_paramDeclaration,
      NndParser.RULE_stateDeclaration,
      NndParser.RULE_updateDeclaration,
      NndParser.RULE_repeatStatement,
      NndParser.RULE_definition),
  FUNCTION("in a function", NndParser.RULE_repeatStatement, NndParser.RULE_definition),
  REPEAT(
      "in a repeat",
      NndParser.RULE_paramDeclaration,
      NndParser.RULE_stateDeclaration,
      NndParser.RULE_updateDeclaration,
      NndParser.RULE_repeatStatement,
      NndParser.RULE_definition);

  private final String phrase;
  private final Set<Integer> rules;

  Place(String phrase, Integer... rules) {
    this.phrase = phrase;
    this.rules = Set.of(rules);
  }

  String phrase() {
    return phrase;
  }

  boolean allows(int rule) {
    return rules.contains(rule);
  }

  /** The place within a repeat that stands here. */
  Place repeated() {
    return this == FUNCTION ? FUNCTION : REPEAT;
  }
}
