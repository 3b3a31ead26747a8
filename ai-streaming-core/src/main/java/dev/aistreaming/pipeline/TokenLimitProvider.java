package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;

/** Reserves the first tokens of each answer before any provider is called, and settles the account when it is over. */
final class TokenLimitProvider extends StagedProvider {

    private final TokenLimits limits;

    TokenLimitProvider(ChatProvider delegate, TokenLimits limits) {
        super(delegate);
        this.limits = limits;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        TokenShare share = limits.open(request);
        if (share == null) {
            return delegate().newCall(request);
        }
        try {
            return super.newCall(share.addTo(request));
        } catch (Throwable e) {
            share.settle();
            throw e;
        }
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        TokenShare share = TokenShare.of(request);
        return share == null ? call : new Settled(call, share);
    }

    private static final class Settled extends Stage {
        private final TokenShare share;
        private volatile boolean started;

        Settled(ChatCall delegate, TokenShare share) {
            super(delegate);
            this.share = share;
        }

        @Override
        protected boolean needsEvents() {
            return false;
        }

        @Override
        protected void begin() {
            started = true;
            super.begin();
        }

        /** A call that was never started reports no ending. */
        @Override
        public void cancel() {
            super.cancel();
            if (!started) {
                share.settle();
            }
        }

        @Override
        protected void completed(ChatResponse response) {
            share.settle();
        }

        @Override
        protected void failed(AiException error) {
            share.settle();
        }
    }
}
