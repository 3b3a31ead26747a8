-- Conversations of ai-streaming. Times are milliseconds since 1970. Keys are hashes, so that they are compared exactly;
-- owner_name and name are for people, such as to delete what a user has left behind.
CREATE TABLE IF NOT EXISTS ai_conversation (
    conversation_id VARCHAR(36) NOT NULL,
    conversation_key CHAR(64) NOT NULL,
    owner_key CHAR(64),
    owner_name CHARACTER LARGE OBJECT,
    name VARCHAR(256) NOT NULL,
    title VARCHAR(255),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    turns BIGINT NOT NULL,
    leased_turn BIGINT NOT NULL,
    lease_end BIGINT NOT NULL,
    PRIMARY KEY (conversation_id),
    CONSTRAINT ai_conversation_by_key UNIQUE (conversation_key)
);

CREATE INDEX IF NOT EXISTS ai_conversation_by_owner ON ai_conversation (owner_key, updated_at);

CREATE TABLE IF NOT EXISTS ai_conversation_message (
    conversation_id VARCHAR(36) NOT NULL,
    turn_number BIGINT NOT NULL,
    message_index INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    saved_at BIGINT NOT NULL,
    content CHARACTER LARGE OBJECT NOT NULL,
    PRIMARY KEY (conversation_id, turn_number, message_index),
    CONSTRAINT ai_conversation_message_of FOREIGN KEY (conversation_id)
        REFERENCES ai_conversation (conversation_id) ON DELETE CASCADE
);
