/** Tables and IDX files as data sets for a network. What is wrong with them is told with file, line and column. */
package dev.nnd.compiler.cli.data;
