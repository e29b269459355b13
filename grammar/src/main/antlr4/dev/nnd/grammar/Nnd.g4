/**
 * The syntax of .nnd: network descriptions, single expressions, and files of rewrite rules.
 *
 * Sums and products are n-ary, so that a hundred thousand terms are no depth. Almost every decision takes one token;
 * what would take more (is `output` a statement or a name? is `2(x)` a product?) is settled before the parser, see
 * ContextualKeywords and Juxtaposition. What a statement may stand in, and what an index may look like, is left to the
 * builder of the syntax tree, which can say what is wrong.
 */
grammar Nnd;

tokens {
    JUXTAPOSITION, LABEL,
    PACKAGE, IMPORT, CLASS, NETWORK, DIM, CONST, EXPORT, FN, DERIVATIVE, LAYER,
    INPUT, TARGET, STANDARDIZED, FROM, IN, PARAM, STATE, UPDATE, OUTPUT, METRIC,
    REPEAT, TRAIN, RETURN
}

// Entry points

file           : (statement | ';')* EOF ;
soleExpression : expression EOF ;
ruleFile       : ruleLine* EOF ;

// Statements

statement
    : packageDeclaration
    | importDeclaration
    | classDeclaration
    | networkDeclaration
    | dimDeclaration
    | constDeclaration
    | functionDeclaration
    | layerDeclaration
    | inputDeclaration
    | targetDeclaration
    | paramDeclaration
    | stateDeclaration
    | updateDeclaration
    | outputDeclaration
    | metricDeclaration
    | repeatStatement
    | trainBlock
    | returnStatement
    | definition
    ;

block : '{' (statement | ';')* '}' ;

packageDeclaration : PACKAGE qualifiedName ;
importDeclaration  : IMPORT (STRING | qualifiedName) ;
qualifiedName      : NAME ('.' NAME)* ;

classDeclaration   : CLASS NAME '{' NAME (',' NAME)* ','? '}' ;
networkDeclaration : NETWORK NAME block ;
dimDeclaration     : DIM NAME '=' expression ;
constDeclaration   : CONST NAME '=' expression ;

functionDeclaration
    : EXPORT? FN NAME parameters result? ('=' expression | block) (DERIVATIVE derivatives)?
    ;
layerDeclaration : LAYER NAME parameters parameters result? block ;
parameters       : '(' (parameter (',' parameter)*)? ')' ;
parameter        : NAME (':' type)? ('=' expression)? ;
result           : '->' type ;
derivatives      : partial (',' partial)* | expression ;
partial          : NAME ':' expression ;

inputDeclaration  : INPUT NAME (':' type)? STANDARDIZED? columns? ;
targetDeclaration : TARGET NAME (':' type)? STANDARDIZED? columns? ;
columns           : FROM column (',' column)* ;
column            : NAME | STRING ;

paramDeclaration  : PARAM NAME (':' type)? initialiser ;
initialiser       : '~' NAME arguments? | '=' expression ;
stateDeclaration  : STATE NAME (':' type)? '=' expression ;
updateDeclaration : UPDATE definition ;
outputDeclaration : OUTPUT definition ;
metricDeclaration : METRIC definition ;
definition        : NAME ('[' expression (',' expression)* ']')? (':' shape)? '=' expression ;

repeatStatement : REPEAT expression block ;
returnStatement : RETURN expression ;
trainBlock      : TRAIN '{' (setting | ';' | ',')* '}' ;
setting         : NAME '=' (expression | STRING) ;

// Types

type
    : shape (LABEL labels?)? range?
    | NAME labels? range?
    | range
    ;
shape  : '[' (expression (',' expression)*)? ']' ;
labels : '[' expression ']' ;
range  : IN bound '..' bound ;
bound  : '-' bound | NUMBER | NAME | '(' expression ')' ;

// Expressions

expression
    : 'if' expression 'then' expression 'else' expression
    | disjunction
    ;
disjunction : conjunction ('or' conjunction)* ;
conjunction : negation ('and' negation)* ;
negation    : 'not' negation | comparison ;
comparison  : sum (('<' | '<=' | '>' | '>=' | '==' | '!=') sum)? ;
sum         : product (('+' | '-') product)* ;
product     : signed (('*' | '/' | '@') signed)* ;
signed      : '-' signed | juxtaposed ;
juxtaposed  : power (JUXTAPOSITION power)* ;
power       : operand ('^' exponent)? ;
exponent    : '-' exponent | power ;
operand     : primary suffix* ;
suffix      : '.' (NAME | NUMBER) | '[' subscript (',' subscript)* ']' ;
subscript   : expression (':' expression?)? | ':' expression? ;

primary
    : NUMBER
    | NAME (arguments arguments?)?
    | '(' expression ')'
    | tensor
    ;
tensor    : '[' row (';' row)* ']' ;
row       : expression (',' expression)* ;
arguments : '(' (argument (',' argument)* (':' expression)?)? ')' ;
argument  : (NAME '=')? expression ;

// Rewrite rules

ruleLine
    : NAME ( ':' expression '->' expression NAME ('if' expression)?
           | arguments '\'' '=' expression (',' expression)*
           )
    ;

// Words and signs

IF   : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
AND  : 'and' ;
OR   : 'or' ;
NOT  : 'not' ;

PLUS          : '+' ;
MINUS         : '-' ;
TIMES         : '*' ;
DIVIDE        : '/' ;
MATMUL        : '@' ;
CARET         : '^' ;
LESS          : '<' ;
LESS_EQUAL    : '<=' ;
GREATER       : '>' ;
GREATER_EQUAL : '>=' ;
EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
DEFINES       : '=' ;
ARROW         : '->' ;
TILDE         : '~' ;
PRIME         : '\'' ;
COLON         : ':' ;
SEMICOLON     : ';' ;
COMMA         : ',' ;
DOTS          : '..' ;
DOT           : '.' ;
LEFT_PAREN    : '(' ;
RIGHT_PAREN   : ')' ;
LEFT_BRACKET  : '[' ;
RIGHT_BRACKET : ']' ;
LEFT_BRACE    : '{' ;
RIGHT_BRACE   : '}' ;

/** The exponent is read first: `2e3x` is 2e3 and x. A point needs a digit after it, so that `h.0.W` and `0..1` stay apart. */
NUMBER : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ;
NAME   : [\p{L}_] [\p{L}\p{M}0-9_]* ;
STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;

DOCUMENTATION : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN) ;
LINE_COMMENT  : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? ('*/' | EOF) -> channel(HIDDEN) ;
SPACE         : [ \t\r\n\f]+ -> skip ;

/** Refused wherever they stand, but no reason to stumble. */
BIDIRECTIONAL_CONTROL : [\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+ -> channel(HIDDEN) ;

/** A string without its end, and whatever else no rule knows: the parser stumbles over them and says so. */
OPEN_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* ;
STRANGE     : . ;

fragment DIGITS : [0-9]+ ;
