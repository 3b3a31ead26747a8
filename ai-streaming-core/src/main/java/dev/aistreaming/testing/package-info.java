/**
 * Support for the tests of applications: a provider that needs no network and does what the test says.
 *
 * <p>Begin with {@link dev.aistreaming.testing.ScriptedProvider}.
 */
@NullMarked
package dev.aistreaming.testing;

import org.jspecify.annotations.NullMarked;
