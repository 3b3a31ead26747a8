package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingCall;

/** A provider whose health is told from how its calls end. */
public final class RecordedProvider implements ChatProvider {

    private final ChatProvider delegate;
    private final ProviderCalls calls;

    public RecordedProvider(ChatProvider delegate, ProviderCalls calls) {
        this.delegate = delegate;
        this.calls = calls;
        calls.add(delegate.name());
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new Call(delegate.newCall(request), request.model() != null);
    }

    private void failed(ErrorCode error, boolean ownModel) {
        boolean wrongModel = error == ErrorCode.MODEL_NOT_FOUND || error == ErrorCode.PERMISSION_DENIED;
        if (error.providerFault() && !(ownModel && wrongModel)) {
            calls.failed(name(), error);
        }
    }

    @Override
    public String toString() {
        return delegate.toString();
    }

    private final class Call extends ForwardingCall {
        /** Whoever asks may ask for what is not there: that is not the provider's fault. */
        private final boolean ownModel;

        Call(ChatCall call, boolean ownModel) {
            super(call);
            this.ownModel = ownModel;
        }

        @Override
        public void start(StreamListener listener) {
            delegate().start(new OutcomeListener(listener) {
                @Override
                void answered() {
                    calls.answered(name());
                }

                @Override
                void failed(AiException error) {
                    RecordedProvider.this.failed(error.code(), ownModel);
                }
            });
        }
    }
}
