/**
 * Guards that keep certain content from being passed on, by holding back, masking or replacing it, or by ending the answer.
 *
 * <p>Begin with {@link dev.aistreaming.guard.GuardRule}, which provides the guards that most applications need. A custom one
 * implements {@link dev.aistreaming.guard.Guard}, and {@link dev.aistreaming.guard.Guards} applies them to a provider.
 */
@NullMarked
package dev.aistreaming.guard;

import org.jspecify.annotations.NullMarked;
