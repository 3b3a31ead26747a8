package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.CallContract;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushedCallTests extends CallContract {

    private final Threads threads = new Threads(executor);
    private final AtomicInteger cancels = new AtomicInteger();

    @AfterEach
    void closeTimer() {
        threads.close();
    }

    private ChatCall call(PushSource source) {
        return new PushedCall("theirs", source, threads);
    }

    /** Tells from a thread of its own, as libraries do, and cannot be held back. */
    @Override
    protected Answering answering(String... pieces) {
        AtomicInteger starts = new AtomicInteger();
        PushSource source = answer -> {
            starts.incrementAndGet();
            executor.execute(() -> {
                answer.attached(cancels::incrementAndGet);
                answer.identified("id-1", "model-1");
                for (String piece : pieces) {
                    answer.content(piece);
                    answer.flush();
                }
                answer.finished("STOP");
                answer.completed();
            });
        };
        return new Answering() {
            @Override
            public ChatCall newCall() {
                return call(source);
            }

            @Override
            public int requests() {
                return starts.get();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void tellsAllThatCame() {
        RecordingListener listener = new RecordingListener();
        call(answer -> {
                    answer.identified("id-1", "model-1");
                    answer.reasoning("Hm");
                    answer.content("Hi \uD83D");
                    answer.content("\uDE00");
                    answer.toolCall(0, "call-1", "weather", "{\"city\":");
                    answer.toolCall(0, null, null, "\"Rome\"}");
                    answer.wholeToolCall("call-1", "weather", "{\"city\":\"Rome\"}");
                    answer.wholeToolCall("call-2", "time", "{}");
                    answer.usage(new Usage(3, 5, null, null, null));
                    answer.finished(FinishReason.STOP);
                    answer.completed();
                })
                .start(listener);

        assertThat(listener.response().id()).isEqualTo("id-1");
        assertThat(listener.response().model()).isEqualTo("model-1");
        assertThat(listener.response().reasoning()).isEqualTo("Hm");
        assertThat(listener.response().content()).isEqualTo("Hi \uD83D\uDE00");
        assertThat(listener.response().toolCalls())
                .containsExactly(
                        new ToolCall("call-1", "weather", "{\"city\":\"Rome\"}"), new ToolCall("call-2", "time", "{}"));
        assertThat(listener.response().usage().outputTokens()).isEqualTo(5);
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void takesATextThatComesWholeEachTimeOnce() {
        RecordingListener listener = new RecordingListener();
        call(answer -> {
                    answer.contentSoFar("H");
                    answer.contentSoFar("HaH");
                    answer.contentSoFar("HaHa");
                    answer.contentSoFar("HaHa");
                    answer.finished("stop");
                    answer.completed();
                })
                .start(listener);

        assertThat(listener.response().content()).isEqualTo("HaHa");
    }

    @Test
    void anEndWithoutAFinishReasonIsTruncated() {
        RecordingListener listener = new RecordingListener();
        call(answer -> {
                    answer.content("Half");
                    answer.completed();
                })
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(partial(listener).content()).isEqualTo("Half");
    }

    @Test
    void aReasonThatTellsOfAFaultIsAnError() {
        RecordingListener listener = new RecordingListener();
        call(answer -> {
                    answer.content("Half");
                    answer.finished("network_error");
                    answer.completed();
                })
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(listener.error().providerMessage()).contains("network_error");
    }

    @Test
    void whatTheSourceThrowsAtTheStartEndsTheCall() {
        RecordingListener listener = new RecordingListener();
        call(answer -> {
                    throw new NoClassDefFoundError("theirs");
                })
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error().getCause()).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void whatTheListenerThrowsEndsTheCallAndStopsTheSource() {
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                throw new IllegalStateException("mine");
            }
        };
        call(answer -> {
                    answer.attached(cancels::incrementAndGet);
                    answer.content("a");
                })
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error().getCause()).hasMessage("mine");
        assertThat(cancels).hasValue(1);
    }

    @Test
    void aSourceIsStoppedBeforeTheListenerIsTold() {
        AtomicReference<Integer> cancelsWhenTold = new AtomicReference<>();
        RecordingListener listener = new RecordingListener() {
            @Override
            public void onError(AiException error) {
                cancelsWhenTold.set(cancels.get());
                super.onError(error);
            }
        };
        ChatCall call = call(answer -> {
            answer.attached(cancels::incrementAndGet);
            answer.content("a");
        });
        call.start(listener);
        await().until(() -> listener.content().equals("a"));
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(cancelsWhenTold).hasValue(1);
    }

    @Test
    void aSourceWhoseHandleComesAfterTheCancelIsStoppedAtOnce() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer -> {
            begun.countDown();
            await().until(() -> goOn.getCount() == 0);
            answer.attached(cancels::incrementAndGet);
            answer.content("too late");
        });
        call.start(listener);
        begun.await();
        call.cancel();
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        goOn.countDown();

        await().untilAtomic(cancels, org.hamcrest.Matchers.is(1));
        assertThat(listener.content()).isEmpty();
    }

    @Test
    void aSourceThatTakesLongToStopKeepsNobodyWaiting() {
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer -> answer.attached(new PushSource.Handle() {
            @Override
            public void cancel() {
                await().until(() -> goOn.getCount() == 0);
                cancels.incrementAndGet();
            }

            @Override
            public boolean cancelMayWait() {
                return true;
            }
        }));
        call.start(listener);
        awaitQuiet();
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(cancels).hasValue(0);
        goOn.countDown();
        await().untilAtomic(cancels, org.hamcrest.Matchers.is(1));
    }

    @Test
    void whatCannotBeStoppedStillEnds() {
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer -> {
            answer.attached(() -> {
                throw new IllegalStateException("theirs");
            });
            answer.content("a");
        });
        call.start(listener);
        await().until(() -> listener.content().equals("a"));
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aPausedCallDeliversNothingAndThenAll() {
        CountDownLatch told = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer -> {
            answer.content("a");
            answer.content("b");
            answer.finished("stop");
            answer.completed();
            told.countDown();
        });
        call.pause();
        call.start(listener);
        await().until(() -> told.getCount() == 0);
        awaitQuiet();
        assertThat(listener.events).isEmpty();
        call.resume();

        assertThat(listener.response().content()).isEqualTo("ab");
    }

    @Test
    void aPausedCallCanBeCancelled() {
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer -> answer.content("a"));
        call.pause();
        call.start(listener);
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aSourceThatCannotBeHeldBackIsEndedWhereTooMuchWaits() {
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer -> {
            answer.attached(cancels::incrementAndGet);
            String much = "x".repeat(1_000);
            while (!answer.ended()) {
                answer.content(much);
            }
        });
        call.pause();
        call.start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.BUSY);
        assertThat(cancels).hasValue(1);
    }

    @Test
    void aSourceThatCanBeHeldBackIsAskedForNoMoreThanIsRead() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<ChatCall> call = new AtomicReference<>();
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Content) {
                    call.get().pause();
                }
            }
        };
        call.set(call(answer -> answer.attached(new PushSource.Handle() {
            @Override
            public void cancel() {
                cancels.incrementAndGet();
            }

            @Override
            public void request() {
                if (asked.incrementAndGet() == 3) {
                    answer.finished("stop");
                    answer.completed();
                } else {
                    answer.content("a");
                }
            }
        })));
        call.get().start(listener);
        await().until(() -> listener.content().equals("a"));
        awaitQuiet();
        assertThat(asked).hasValue(1);
        call.get().resume();
        await().until(() -> listener.content().equals("aa"));
        call.get().resume();

        assertThat(listener.response().content()).isEqualTo("aa");
    }

    @Test
    void takesAPieceOfAnyLengthWhereNothingWaits() {
        String text = "x".repeat(PushedCall.MAX_WAITING + 1);
        RecordingListener listener = new RecordingListener();
        call(answer -> {
                    answer.content(text);
                    answer.finished("stop");
                    answer.completed();
                })
                .start(listener);

        assertThat(listener.response().content()).isEqualTo(text);
    }
}
