-- Whole files typed key by key, with Enter behind each line, in Neovim 0.11 and later with a list that opens by itself and
-- an Enter that takes its first item: as nvim-cmp does with `confirm({ select = true })` and blink.cmp with its preset
-- "enter". Neovim's own completion stands for theirs: like them it asks when a trigger character is struck, and anew with
-- each key where the list says that it is incomplete.
-- nvim --clean -u SETUP -c 'luafile typing.lua'; the folder TYPED has what is typed, the file `report` gets the outcome.

--- Milliseconds from key to key: a good typist's, and as fast as anybody's.
local FILES = { ['service.Dockerfile'] = 110, ['lower.Dockerfile'] = 30, ['python.Dockerfile'] = 25 }

vim.o.completeopt = 'menuone,noinsert,popup' -- the first item is selected
vim.keymap.set('i', '<CR>', function()
  return vim.fn.pumvisible() == 1 and '<C-y>' or '<CR>'
end, { expr = true })

--- In a new file, with the server attached and its completion on.
local function begin(name)
  vim.cmd.edit(name)
  vim.bo.filetype = 'dockerfile'
  vim.bo.autoindent = false -- blanks are typed, too
  vim.bo.indentexpr = ''
  local client
  assert(vim.wait(20000, function()
    client = vim.lsp.get_clients({ bufnr = 0 })[1]
    return client and client.initialized
  end, 20), 'no server is attached')
  vim.lsp.completion.enable(true, client.id, 0, { autotrigger = true })
end

--- Types as a terminal sends it: each key into the queue of what is typed, while Neovim waits for keys.
local function type_keys(text, pace, done)
  local keys = {}
  for key in text:gsub('\n$', ''):gmatch('.') do
    table.insert(keys, key == '\n' and '<CR>' or key == '<' and '<lt>' or key)
  end
  local next_key = 0
  local timer = assert(vim.uv.new_timer())
  vim.api.nvim_input('i')
  timer:start(pace, pace, vim.schedule_wrap(function()
    next_key = next_key + 1
    if next_key <= #keys then
      vim.api.nvim_input(keys[next_key])
    elseif not timer:is_closing() then
      timer:close()
      vim.api.nvim_input('<Esc>')
      vim.defer_fn(done, 300)
    end
  end))
end

local names = vim.tbl_keys(FILES)
table.sort(names)
local failed = false

local function next_file(index)
  local name = names[index]
  if not name or failed then
    vim.cmd(failed and 'cquit 1' or 'qall!')
    return
  end
  local typed = table.concat(vim.fn.readfile(vim.env.TYPED .. '/' .. name), '\n') .. '\n'
  begin(name)
  type_keys(typed, FILES[name], function()
    vim.cmd('silent write')
    local saved = table.concat(vim.fn.readfile(name), '\n') .. '\n'
    local check = ('%s, typed with %d ms from key to key, is saved as it was typed'):format(name, FILES[name])
    failed = saved ~= typed
    local line = failed and 'FAILED  ' .. check .. ':\n' .. vim.diff(typed, saved) or 'ok      ' .. check
    vim.fn.writefile(vim.split(line, '\n'), 'report', 'a')
    next_file(index + 1)
  end)
end

vim.schedule(function()
  next_file(1)
end)
