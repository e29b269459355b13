package dev.nnd.compiler.syntax;

import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndParser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** Finds where the next statement begins after one that could not be read. */
final class StatementStarts {

    private final TokenStream tokens;

    private StatementStarts(TokenStream tokens) {
        this.tokens = tokens;
    }

    /**
     * The index of the token to go on with: a statement's keyword, a name at the begin of a line that is being defined, a
     * semicolon, the brace that ends the block, or the end of the file.
     *
     * @param openBrackets how many brackets the broken statement left open; if they are closed, what stands in them is skipped
     * @param settings whether the block holds settings, which begin anywhere on a line
     */
    static int next(TokenStream tokens, int openBrackets, boolean settings) {
        return new StatementStarts(tokens).search(openBrackets, settings);
    }

    private int search(int openBrackets, boolean settings) {
        int i = 1 + closing(openBrackets);
        int braces = 0;
        while (type(i) != Token.EOF) {
            if (type(i) == NndParser.LEFT_BRACE) {
                braces++;
            } else if (type(i) == NndParser.RIGHT_BRACE) {
                if (braces == 0) {
                    break;
                }
                braces--;
            } else if (braces == 0 && (begins(i, settings) || type(i) == NndParser.SEMICOLON)) {
                break;
            }
            i++;
        }
        return tokens.LT(i).getTokenIndex();
    }

    private boolean begins(int i, boolean settings) {
        if (ContextualKeywords.beginsStatement(type(i))) {
            return true;
        }
        boolean defines = type(i) == NndParser.NAME && switch (type(i + 1)) {
            case NndParser.DEFINES -> true;
            case NndParser.COLON, NndParser.LEFT_BRACKET, NndParser.LEFT_PAREN -> !settings;
            default -> false;
        };
        return defines && (settings || isFirstOnLine(i));
    }

    private boolean isFirstOnLine(int i) {
        int index = tokens.LT(i).getTokenIndex() - 1;
        while (index >= 0 && tokens.get(index).getChannel() != Token.DEFAULT_CHANNEL) {
            index--;
        }
        return index < 0 || tokens.get(index).getLine() < tokens.LT(i).getLine();
    }

    /** How many tokens to skip to be past the brackets that are open; none if they are not closed before the next statement. */
    private int closing(int openBrackets) {
        int depth = openBrackets;
        int i = 0;
        while (depth > 0) {
            i++;
            switch (type(i)) {
                case NndParser.LEFT_PAREN, NndParser.LEFT_BRACKET -> depth++;
                case NndParser.RIGHT_PAREN, NndParser.RIGHT_BRACKET -> depth--;
                case NndParser.LEFT_BRACE, NndParser.RIGHT_BRACE, Token.EOF -> {
                    return 0;
                }
                default -> {
                    if (ContextualKeywords.beginsStatement(type(i))) {
                        return 0;
                    }
                }
            }
        }
        return i;
    }

    private int type(int i) {
        return tokens.LA(i);
    }
}
