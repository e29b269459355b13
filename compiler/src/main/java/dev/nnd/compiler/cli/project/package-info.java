/** A new Maven project with a network, made from templates. */
package dev.nnd.compiler.cli.project;
