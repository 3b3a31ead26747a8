/** Support for tests of applications. Begin with {@link dev.aistreaming.spring.test.ScriptedAi}, which scripts the providers. */
@NullMarked
package dev.aistreaming.spring.test;

import org.jspecify.annotations.NullMarked;
