/**
 * Reading of what a user writes: declarations of the values allowed, checks that collect every
 * problem, values with their defaults, and JSON Schema made from the same declarations.
 */
package io.seedmill.generators.input;
