/**
 * Recordings of what providers have sent, stored in files with their bytes, the boundaries of network reads, and times.
 *
 * <p>Begin with {@link dev.aistreaming.recording.Recorder}. A {@link dev.aistreaming.recording.Recording} can be replayed in tests
 * with {@link dev.aistreaming.testing.ScriptedProvider#replay}.
 */
@NullMarked
package dev.aistreaming.recording;

import org.jspecify.annotations.NullMarked;
