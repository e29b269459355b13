/** Computation graphs, laid out in layers and drawn: as SVG that needs nothing else, or as Graphviz text. */
package dev.nnd.compiler.graph;
