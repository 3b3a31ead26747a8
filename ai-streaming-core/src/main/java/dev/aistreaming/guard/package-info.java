/**
 * What must not leave is held back, masked or ends the answer. A {@link dev.aistreaming.guard.Guard} looks at texts as they stream;
 * {@link dev.aistreaming.guard.GuardRule} has those that most applications need.
 */
@NullMarked
package dev.aistreaming.guard;

import org.jspecify.annotations.NullMarked;
