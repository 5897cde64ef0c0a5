-- What a user of Neovim does with a Dockerfile, in Neovim itself; for 0.7 and later.
-- nvim --headless --clean -u SETUP -c 'luafile check.lua' FILE; the file `fixed` has what FILE has to become.
local buffer = vim.api.nvim_get_current_buf()

--- Waits until a function gives something, and gives that. Time in milliseconds.
local function wait_for(probe, timeout)
  local found
  vim.wait(timeout or 60000, function()
    found = probe()
    return found
  end, 20)
  return found
end

local function line_of(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:find(text, 1, true) then
      return number
    end
  end
  error('no line has ' .. text)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

--- Opens the menu of code actions at a place, takes the first title with the pattern if there is one, gives the titles.
local function choose_action(line, column, pattern)
  local length = #vim.api.nvim_buf_get_lines(buffer, line - 1, line, false)[1]
  vim.api.nvim_win_set_cursor(0, { line, math.min(column, length) })
  local offered
  vim.ui.select = function(actions, options, choose)
    offered = vim.tbl_map(options.format_item, actions)
    for index, title in ipairs(offered) do
      if pattern and title:find(pattern) then
        return choose(actions[index], index)
      end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
  wait_for(function()
    return offered
  end)
  return offered
end

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local checks = {
  {
    'problems are shown, with the names of rules',
    function()
      local found = wait_for(function()
        for _, problem in ipairs(vim.diagnostic.get(buffer)) do
          local code = problem.code or problem.user_data.lsp.code
          if code == 'maintainer-deprecated' then
            return problem
          end
        end
      end)
      assert(found, 'no maintainer-deprecated among ' .. vim.inspect(vim.diagnostic.get(buffer)))
      assert(found.lnum + 1 == line_of('MAINTAINER') and found.col == 0, vim.inspect(found))
    end,
  },
  {
    'hover over an image shows its size',
    function()
      vim.api.nvim_win_set_cursor(0, { line_of('FROM node:22'), 6 })
      vim.lsp.buf.hover()
      local text = wait_for(floating_text)
      assert(text and text:find('MB'), 'the window says ' .. tostring(text))
    end,
  },
  {
    'behind a line the fix of its problem comes first',
    function()
      local offered = choose_action(line_of('npm cache clean'), 999)
      assert(offered and offered[1]:find('Combine 2 RUN instructions'), vim.inspect(offered))
    end,
  },
  {
    'all safe fixes of the file are in the menu, and can be undone',
    function()
      local before = text()
      local offered = choose_action(line_of('npm cache clean'), 0, 'Fix all .* in this file')
      assert(wait_for(function()
        return not text():find('MAINTAINER') and not text():find('RUN npm cache')
      end), 'not applied; offered was ' .. vim.inspect(offered))
      vim.cmd('silent undo')
      assert(text() == before, text())
    end,
  },
  {
    'a fix is offered and applied',
    function()
      local offered = choose_action(line_of('MAINTAINER'), 0, 'Replace MAINTAINER')
      local applied = wait_for(function()
        return not text():find('MAINTAINER')
      end)
      assert(applied, 'not applied; offered was ' .. vim.inspect(offered))
    end,
  },
  {
    'its problem is gone',
    function()
      assert(wait_for(function()
        for _, problem in ipairs(vim.diagnostic.get(buffer)) do
          if (problem.code or problem.user_data.lsp.code) == 'maintainer-deprecated' then
            return false
          end
        end
        return true
      end), vim.inspect(vim.diagnostic.get(buffer)))
    end,
  },
  {
    'the file is saved as expected',
    function()
      vim.cmd('silent write')
      local saved = vim.fn.readfile(vim.api.nvim_buf_get_name(buffer), 'b')
      assert(vim.deep_equal(saved, vim.fn.readfile('fixed', 'b')), table.concat(saved, '\n'))
    end,
  },
}

local failed = false
for _, check in ipairs(checks) do
  local ok, problem = xpcall(check[2], debug.traceback)
  io.stdout:write(ok and ('ok      ' .. check[1] .. '\n') or ('FAILED  ' .. check[1] .. ': ' .. problem .. '\n'))
  failed = not ok
  if failed then
    break
  end
end
vim.cmd(failed and 'cquit 1' or 'qall!')
