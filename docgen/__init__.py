"""Makes correctly laid-out Word documents from a filled-in form (文书生成)."""
