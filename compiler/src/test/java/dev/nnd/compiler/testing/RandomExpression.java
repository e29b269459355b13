package dev.nnd.compiler.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A formula as somebody writes it: a tree that knows its text, parentheses that nobody needs included, and what it
 * may be shrunk to.
 *
 * @param sign the operator, the function, or the text of a variable or a number
 * @param parts the operands
 * @param parenthesized whether it stands in parentheses without need
 */
public record RandomExpression(String sign, List<RandomExpression> parts, boolean parenthesized) {
  private static final int CONDITIONAL = 0;
  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARISON = 4;
  private static final int SUM = 5;
  private static final int PRODUCT = 6;
  private static final int JUXTAPOSED = 7;
  private static final int NEGATION = 8;
  private static final int POWER = 9;
  private static final int ATOM = 10;
  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");
  private static final Set<String> DIGITS = Set.of("0", "1", "2", "3", "4");
  private static final List<String> SIMPLEST = List.of("x", "1", "2", "y");

  public RandomExpression {
    parts = List.copyOf(parts);
  }

  public static RandomExpression leaf(String text) {
    return new RandomExpression(text, List.of(), false);
  }

  public static RandomExpression of(String sign, RandomExpression... parts) {
    return new RandomExpression(sign, List.of(parts), false);
  }

  RandomExpression inParentheses() {
    return new RandomExpression(sign, parts, true);
  }

  boolean isLeaf() {
    return parts.isEmpty();
  }

  boolean isNumber() {
    return isLeaf() && Character.isDigit(sign.charAt(0));
  }

  /** All nodes but the leaves. */
  public int operators() {
    return isLeaf() ? 0 : 1 + parts.stream().mapToInt(RandomExpression::operators).sum();
  }

  /** What is counted in a distribution of kinds. */
  public String kind() {
    return !isLeaf() ? sign : isNumber() ? "number" : "variable";
  }

  private int strength() {
    if (isLeaf() || parenthesized) {
      return ATOM;
    }
    return switch (sign) {
      case "if" -> CONDITIONAL;
      case "or" -> OR;
      case "and" -> AND;
      case "not" -> NOT;
      case "+", "-" -> SUM;
      case "*", "/" -> PRODUCT;
      case "juxtaposed" -> JUXTAPOSED;
      case "negative" -> NEGATION;
      case "^" -> POWER;
      default -> COMPARISONS.contains(sign) ? COMPARISON : ATOM;
    };
  }

  public String text() {
    return parenthesized ? "(" + bare() + ")" : bare();
  }

  private String bare() {
    if (isLeaf()) {
      return sign;
    }
    return switch (sign) {
      case "if" -> "if " + part(0, OR) + " then " + part(1, OR) + " else " + part(2, OR);
      case "not" -> "not " + part(0, ATOM);
      case "or", "and" -> part(0, strength() + 1) + " " + sign + " " + part(1, strength() + 1);
      case "+", "-" -> part(0, SUM) + " " + sign + " " + part(1, PRODUCT);
      case "*", "/" -> part(0, PRODUCT) + " " + sign + " " + part(1, JUXTAPOSED);
      case "juxtaposed" -> parts.get(0).sign() + juxtaposed();
      case "negative" -> "-" + part(0, POWER);
      case "^" -> part(0, ATOM) + "^" + part(1, NEGATION);
      default -> COMPARISONS.contains(sign)
          ? part(0, SUM) + " " + sign + " " + part(1, SUM)
          : sign + "(" + String.join(", ", parts.stream().map(RandomExpression::text).toList()) + ")";
    };
  }

  private String juxtaposed() {
    RandomExpression operand = parts.get(1);
    String text = operand.text();
    return operand.isLeaf() && !operand.isNumber() && !text.startsWith("e") || operand.parenthesized ? text : "(" + operand.bare() + ")";
  }

  private String part(int index, int least) {
    RandomExpression part = parts.get(index);
    return part.strength() < least ? "(" + part.text() + ")" : part.text();
  }

  /** Whether it is a truth value. */
  private boolean isCondition() {
    return COMPARISONS.contains(sign) || sign.equals("and") || sign.equals("or") || sign.equals("not");
  }

  /** Simpler ones: first those with rounder numbers, then those that leave out most. */
  public List<RandomExpression> shrunk() {
    List<RandomExpression> simpler = new ArrayList<>(rounded());
    smaller().stream().filter(e -> !e.isLeaf()).forEach(simpler::add);
    return simpler;
  }

  /** With a whole number in the place of one that is not, or of a great one. */
  private List<RandomExpression> rounded() {
    if (isLeaf()) {
      return isNumber() && !DIGITS.contains(sign) ? List.of(leaf("2"), leaf("3")) : List.of();
    }
    List<RandomExpression> rounded = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      for (RandomExpression part : parts.get(i).rounded()) {
        rounded.add(with(i, part));
      }
    }
    return rounded;
  }

  private RandomExpression with(int index, RandomExpression part) {
    List<RandomExpression> replaced = new ArrayList<>(parts);
    replaced.set(index, part);
    return new RandomExpression(sign, replaced, parenthesized);
  }

  private List<RandomExpression> smaller() {
    Set<RandomExpression> smaller = new LinkedHashSet<>();
    if (!isLeaf()) {
      parts.stream().filter(part -> part.isCondition() == isCondition()).forEach(smaller::add);
      if (sign.equals("if")) {
        smaller.addAll(parts.subList(1, 3));
      }
      if (!isCondition()) {
        SIMPLEST.forEach(text -> smaller.add(leaf(text)));
      }
    } else if (!SIMPLEST.contains(sign)) {
      SIMPLEST.forEach(text -> smaller.add(leaf(text)));
    } else {
      SIMPLEST.subList(0, SIMPLEST.indexOf(sign)).forEach(text -> smaller.add(leaf(text)));
    }
    if (parenthesized) {
      smaller.add(new RandomExpression(sign, parts, false));
    }
    if (sign.equals("juxtaposed")) {
      smaller.add(of("*", parts.get(0), parts.get(1)));
    }
    for (int i = 0; i < parts.size(); i++) {
      if (sign.equals("juxtaposed") && i == 0) {
        continue;
      }
      for (RandomExpression part : parts.get(i).smaller()) {
        smaller.add(with(i, part));
      }
    }
    return List.copyOf(smaller);
  }
}
