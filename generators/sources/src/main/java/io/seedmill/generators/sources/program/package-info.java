/** Programs in any language as generators: started once, asked over pipes, contained. */
package io.seedmill.generators.sources.program;
