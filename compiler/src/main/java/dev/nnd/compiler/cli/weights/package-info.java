/** What a weights file holds, read piece by piece. */
package dev.nnd.compiler.cli.weights;
