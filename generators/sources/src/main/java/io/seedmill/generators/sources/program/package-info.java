/** Programs in any language as sources: started once, given tasks over pipes, contained. */
package io.seedmill.generators.sources.program;
